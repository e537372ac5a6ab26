import { fill } from '../../../i18n/strings.ts';
import { Inline } from '../../../ui/Inline.tsx';
import { useBench } from '../../bench-context.ts';

/** Measured in Chromium: what a page takes more while a terminal is open, in MB, and its scripts and styles, in kB. */
const COST = { mb: 200, kb: 85 };

/** No shell is there: what one is and costs, or why there can be none. */
export function Closed({ plain }: { plain: boolean }) {
  const {
    model: { terminal },
    words: { terminal: words },
  } = useBench();
  const { at } = terminal.state.value;
  if (at === 'none') return <p class="ws-terminal-text">{words.none}</p>;
  return (
    <div class="ws-terminal-text">
      <p>
        <Inline text={words.what} />
      </p>
      <p class="ws-small">
        {fill(words.cost, { mb: COST.mb })} {!plain && fill(words.script, { kb: COST.kb })}
      </p>
    </div>
  );
}
