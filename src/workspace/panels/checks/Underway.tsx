import { fill } from '../../../i18n/strings.ts';
import { Inline } from '../../../ui/Inline.tsx';
import { useBench } from '../../bench-context.ts';
import { usualWords } from '../../words/usual-words.ts';
import { judgedOf } from '../../words/verdict.ts';

/** While nothing has failed yet: which check runs, and how long it usually takes. */
export function Underway() {
  const {
    model,
    words: { checks: words, status },
  } = useBench();
  const { session, ids } = model;
  const now = ids.find(id => session.checks.value[id]?.status === 'running');
  if (session.status.value !== 'checking' || now === undefined) return <p class="ws-nothing">{words.waiting}</p>;
  const { prose } = judgedOf(now, model);
  const usual = usualWords(session.times?.of(now), status);
  return (
    <div class="ws-nothing ws-underway">
      <p>{fill(words.now, { n: ids.indexOf(now) + 1, all: ids.length })}</p>
      <p class="ws-underway-title">
        <Inline text={prose.title} />
      </p>
      {usual && <p>{usual}</p>}
    </div>
  );
}
