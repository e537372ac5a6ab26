import type { SeenValue } from '../../../checker/report.ts';
import { count, plural } from '../../../i18n/format.ts';
import { fill } from '../../../i18n/strings.ts';
import { useBench } from '../../bench-context.ts';
import { visible } from '../../log/terminal-text.ts';
import { firstDifference, hexRows, type HexByte } from './hex.ts';

interface Props {
  value: SeenValue;
  /** What it is compared with. */
  other?: SeenValue | undefined;
  role?: 'expected' | 'actual';
}

/** A value from the learner's process: bytes as a hex table, text with its first difference marked. */
export function SeenValueView({ value, other, role }: Props) {
  if (value.type === 'bytes')
    return <Bytes value={value} other={other?.type === 'bytes' ? other.hex : undefined} role={role} />;
  if (value.type === 'text')
    return <Text value={value} other={other?.type === 'text' ? other.text : undefined} role={role} />;
  return <pre class="ws-value">{visible(value.text)}</pre>;
}

interface TextProps {
  value: Extract<SeenValue, { type: 'text' }>;
  other?: string | undefined;
  role?: Props['role'];
}

function Text({ value, other, role }: TextProps) {
  const {
    lang,
    words: { checks: words },
  } = useBench();
  const { text, length } = value;
  const at = other === undefined ? undefined : firstDifference(text, other);
  if (length === 0) return <p class="ws-small">{words.emptyText}</p>;
  return (
    <>
      <pre class="ws-value">
        {at === undefined ? (
          visible(text)
        ) : (
          <>
            {visible(text.slice(0, at))}
            <mark>{visible(text.slice(at))}</mark>
          </>
        )}
      </pre>
      {at !== undefined && role === 'actual' && (
        <p class="ws-small">{fill(words.partsAt, { n: count(at + 1, lang) })}</p>
      )}
      {text.length < length && (
        <p class="ws-small">{fill(words.cutText, { shown: count(text.length, lang), length: count(length, lang) })}</p>
      )}
    </>
  );
}

interface BytesProps {
  value: Extract<SeenValue, { type: 'bytes' }>;
  other?: string | undefined;
  role?: Props['role'];
}

function Bytes({ value: { hex, length }, other, role }: BytesProps) {
  const {
    lang,
    words: { checks: words },
  } = useBench();
  if (length === 0) return <p class="ws-small">{words.empty}</p>;
  const rows = hexRows(hex, other);
  const differing = rows.reduce((sum, row) => sum + row.differing, 0);
  const shown = hex.length / 2;
  const compared =
    other === undefined ? '' : `, ${differing > 0 ? plural(differing, words.differing, lang) : words.same}`;
  return (
    <div class="ws-hex" data-role={role} tabIndex={0} role="group" aria-label={plural(length, words.bytes, lang)}>
      <table translate={false}>
        <caption>
          {plural(length, words.bytes, lang)}
          {compared}
          {shown < length && `. ${fill(words.cutBytes, { shown: count(shown, lang), length: count(length, lang) })}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.offset}</th>
            <th scope="col">{words.hex}</th>
            <th scope="col">{words.ascii}</th>
            {differing > 0 && (
              <th scope="col" class="ws-differs">
                {words.differs}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.offset}>
              <th scope="row">{row.offset}</th>
              <td>
                {row.bytes.map((byte, at) => (
                  <Byte key={at} byte={byte} text={at > 0 ? ` ${byte.hex}` : byte.hex} />
                ))}
              </td>
              <td>
                {row.bytes.map((byte, at) => (
                  <Byte key={at} byte={byte} text={byte.char} />
                ))}
              </td>
              {differing > 0 && <td class="ws-differs">{row.differing > 0 && `≠ ${row.differing}`}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Byte({ byte, text }: { byte: HexByte; text: string }) {
  if (!byte.differs) return <>{text}</>;
  const gap = text.startsWith(' ') && text.length > 1;
  return (
    <>
      {gap && ' '}
      <mark>{gap ? text.slice(1) : text}</mark>
    </>
  );
}
