import type { CheckProse } from '../../../course/prose.ts';
import { Inline } from '../../../ui/Inline.tsx';
import { useBench } from '../../bench-context.ts';

/** A question that leads to what to change; what that is comes at a second failure of the check, or when asked for. */
export function Ask({ id, prose: { ask, fix } }: { id: string; prose: Pick<CheckProse, 'ask' | 'fix'> }) {
  const {
    model: { teaching },
    words: { checks: words },
  } = useBench();
  const told = fix !== undefined && (ask === undefined || teaching.tellsFix(id));
  return (
    <>
      {ask && <Said title={words.ask} text={ask} />}
      {told && <Said title={words.fix} text={fix} />}
      {fix && !told && (
        <p>
          <button type="button" class="ws-link" onClick={() => teaching.askFix(id)}>
            {words.showFix}
          </button>
        </p>
      )}
    </>
  );
}

function Said({ title, text }: { title: string; text: string }) {
  return (
    <section class="ws-part" aria-live="polite">
      <h4>{title}</h4>
      <p>
        <Inline text={text} />
      </p>
    </section>
  );
}
