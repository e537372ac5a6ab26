import { fill } from '../../../i18n/strings.ts';
import { MOST_OWN } from '../../../course/own-files.ts';
import { useBench } from '../../bench-context.ts';

/** Of a program that writes thousands, the first are enough. */
const SHOWN = 20;

/** Files that only the terminal has, or has otherwise, and why the editor does not take them. */
export function Apart() {
  const {
    model: { shared },
    words: { terminal: words },
  } = useBench();
  const files = [...(shared.value?.apart.value ?? [])];
  if (files.length === 0) return null;
  return (
    <details class="ws-terminal-apart ws-small">
      <summary>{fill(words.apart, { n: files.length })}</summary>
      <ul>
        {files.slice(0, SHOWN).map(([name, why]) => (
          <li key={name}>
            <code translate={false}>{name}</code>: {fill(words.why[why], { n: MOST_OWN })}
          </li>
        ))}
      </ul>
    </details>
  );
}
