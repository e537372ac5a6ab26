import type { Strings } from '../../i18n/strings.ts';
import type { LineRun } from './diff-lines.ts';

interface Props {
  runs: readonly LineRun[];
  label: string;
  strings: Strings['editor']['diff'];
}

/** A difference as text: lines with + and -, each said in words to whoever cannot see the signs. */
export function PlainDiff({ runs, label, strings }: Props) {
  return (
    <pre class="editor-diff-text" tabIndex={0} role="region" aria-label={label} translate={false}>
      <code>
        {runs.map((run, at) => (
          <Run key={at} run={run} strings={strings} />
        ))}
      </code>
    </pre>
  );
}

function Run({ run: { kind, lines }, strings }: { run: LineRun; strings: Props['strings'] }) {
  const text = lines.map(line => `${line}\n`).join('');
  if (kind === 'same') return <span class="editor-diff-same">{text}</span>;
  const Mark = kind === 'added' ? 'ins' : 'del';
  return (
    <>
      <span class="sr-only">{strings[kind]}: </span>
      <Mark>{text}</Mark>
    </>
  );
}
