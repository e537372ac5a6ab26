import type { ComponentChildren } from 'preact';

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
    <TryAgain label={words.retry} onPress={retry}>
      <p>
        <strong>{fill(words.trouble[trouble.code], { missing: trouble.missing?.join(', ') ?? '' })}</strong>{' '}
        {words.remedy[trouble.code]}
      </p>
      {trouble.message && (
        <p class="ws-small" lang="en">
          {fill(words.details, { message: trouble.message })}
        </p>
      )}
    </TryAgain>
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
      <TryAgain label={words.retry} onPress={again}>
        {fill(words[problem.kind], { status: problem.status })}
      </TryAgain>
    );
  }
  if (model.solution.value === 'none') return null;
  if (model.solution.value === 'loading') return <Loading />;
  return (
    <TryAgain label={words.retry} onPress={() => void model.showSolution()}>
      {words.solution}
    </TryAgain>
  );
}

/** What went wrong, and the button that tries it again. */
function TryAgain({ label, onPress, children }: { label: string; onPress(): void; children: ComponentChildren }) {
  const button = (
    <button type="button" onClick={onPress}>
      {label}
    </button>
  );
  return (
    <Bar tone="trouble" actions={button}>
      {children}
    </Bar>
  );
}

function Loading() {
  const { words } = useBench();
  return <Bar>{words.solution.loading}</Bar>;
}
