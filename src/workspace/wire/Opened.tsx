import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { hex } from '../../wire/bytes.ts';
import type { Opening } from '../../wire/field.ts';
import { derivationOf, inputWords } from '../../wire/tls/derivation.ts';

/** The secret that opened a record, and how key, IV and nonce come from it. */
export function Opened({ opened, words: { page } }: { opened: Opening; words: WireWords }) {
  return (
    <details class="wire-opened">
      <summary>{fill(page.opened, { secret: opened.secret })}</summary>
      <dl>
        <dt>{page.secret}</dt>
        <dd class="wire-digits">{hex(opened.secretBytes)}</dd>
        {derivationOf(opened).map(({ output, call, input, result }) => (
          <div key={output}>
            <dt>
              {page[output]} = <code translate={false}>{call}</code>
            </dt>
            {input && (
              <dd>
                {page.input}: <span class="wire-digits">{inputWords(input)}</span>
              </dd>
            )}
            <dd class="wire-digits">= {hex(result)}</dd>
          </div>
        ))}
        <dt>{page.aad}</dt>
        <dd class="wire-digits">{hex(opened.aad)}</dd>
      </dl>
      <p>
        {opened.aead}, {fill(page.record, { n: opened.sequence + 1 })}
      </p>
    </details>
  );
}
