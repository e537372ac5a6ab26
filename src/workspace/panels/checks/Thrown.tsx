import type { SeenError } from '../../../checker/report.ts';
import { useBench } from '../../bench-context.ts';
import { visible } from '../../log/terminal-text.ts';
import { placeOf } from '../../model/places.ts';
import { AdviceNote } from '../../prose/AdviceNote.tsx';
import { Jump } from '../../prose/Placed.tsx';
import { adviceOn } from '../../words/advice.ts';
import { isLearners } from '../../words/verdict.ts';

/** The learner's exception, its words as they are, its place as a way there. */
export function Thrown({ error }: { error: SeenError }) {
  const { model, words } = useBench();
  const place = placeOf(error.at, Object.keys(model.code.files.value));
  const quoted = isLearners(error);
  const advice = quoted && adviceOn([error.message], words.advice);
  if (!quoted && !place) return null;
  return (
    <div class="ws-thrown" role="group" aria-label={words.checks.exception}>
      {quoted && <pre>{visible(`${error.name}: ${error.message}`)}</pre>}
      {place && (
        <p>
          <Jump text={error.at!} place={place} />
        </p>
      )}
      {advice && <AdviceNote text={advice} />}
    </div>
  );
}
