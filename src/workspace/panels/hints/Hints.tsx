import { fill } from '../../../i18n/strings.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Inline } from '../../../ui/Inline.tsx';
import { useBench } from '../../bench-context.ts';
import { opensAtOnce, RUNGS } from '../../model/hints.ts';
import type { PanelProps } from '../panel.ts';
import { StepName } from './StepName.tsx';
import './hints.css';

/** The opened rungs, and the way to the next. */
export function Hints({ title, hidden }: PanelProps) {
  const {
    model,
    words: { hints: words },
  } = useBench();
  const { texts, opened: hints, step } = model.rungs.value;
  const opened = texts.slice(0, hints);
  return (
    <section id="ws-hints" class="ws-hints" aria-label={title} hidden={hidden}>
      {step && <StepName {...step} />}
      <ol aria-live="polite">
        {opened.map((text, at) => (
          <li key={at}>
            <h3>{words.rungs[at]}</h3>
            <p>
              <Inline text={text} />
            </p>
          </li>
        ))}
      </ol>
      <div class="ws-hints-next">
        <NextRung />
        <button
          type="button"
          class="ws-link"
          onClick={() => {
            model.hintsShown.value = false;
          }}
        >
          {words.close}
        </button>
      </div>
    </section>
  );
}

function NextRung() {
  const {
    model,
    words: { hints: words },
  } = useBench();
  const { tries } = model.lesson.value;
  const rung = model.rungs.value.opened + 1;
  if (rung > RUNGS) return null;
  const name = words.rungs[rung - 1]!;
  const early = model.hintEarly.value && !opensAtOnce(rung, tries);
  return (
    <>
      {early && (
        <p class="ws-small" role="status">
          {words.early}
        </p>
      )}
      <button type="button" onClick={() => model.nextHint()}>
        <Icon name={rung === RUNGS ? 'key' : 'hint'} />
        {early ? words.anyway : fill(words.open, { n: rung, name })}
      </button>
    </>
  );
}
