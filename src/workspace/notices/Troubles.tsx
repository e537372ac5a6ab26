import { fill } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { Bar } from './Bar.tsx';

/** Why there is nothing to run programs on. */
export function MachineTrouble() {
  const {
    model: { session },
    words: { machine: words },
  } = useBench();
  const { trouble } = session.machine.state.value;
  if (!trouble) return null;
  const retry = (): void => void session.machine.ready().catch(() => {});
  return (
    <Bar
      tone="trouble"
      actions={
        <button type="button" onClick={retry}>
          {words.retry}
        </button>
      }
    >
      <p>
        <strong>{fill(words.trouble[trouble.code], { missing: trouble.missing?.join(', ') ?? '' })}</strong>{' '}
        {words.remedy[trouble.code]}
      </p>
      {trouble.message && (
        <p class="ws-small" lang="en">
          {fill(words.details, { message: trouble.message })}
        </p>
      )}
    </Bar>
  );
}

/** Why a file of the lesson is not here, or not yet. */
export function FetchTrouble() {
  const {
    model,
    words: { fetch: words },
  } = useBench();
  const problem = model.session.fetchProblem.value;
  if (problem) {
    const again = (): void => (model.session.task.value === 'run' ? model.run() : model.check());
    return (
      <Bar
        tone="trouble"
        actions={
          <button type="button" onClick={again}>
            {words.retry}
          </button>
        }
      >
        {fill(words[problem.kind], { status: problem.status })}
      </Bar>
    );
  }
  if (model.solution.value === 'none') return null;
  if (model.solution.value === 'loading') return <Loading />;
  return (
    <Bar
      tone="trouble"
      actions={
        <button type="button" onClick={() => void model.showSolution()}>
          {words.retry}
        </button>
      }
    >
      {words.solution}
    </Bar>
  );
}

function Loading() {
  const { words } = useBench();
  return <Bar>{words.solution.loading}</Bar>;
}
