import { onVerdicts, type CheckStatuses } from '../ui/verdict-events.ts';

/** Shows in the header which steps are passed, as the bench tells it (src/ui/verdict-events.ts). */
export function showSteps(signal: AbortSignal): void {
  const steps = [...document.querySelectorAll<HTMLElement>('[data-step]')];
  if (steps.length === 0) return;
  onVerdicts(statuses => {
    for (const step of steps) show(step, stateOf(step.dataset.step!.split(' '), statuses));
  }, signal);
}

function show(step: HTMLElement, state: StepState): void {
  if (step.dataset.state === state) return;
  step.dataset.state = state;
  const { open, now, done } = step.dataset;
  step.firstElementChild!.textContent = { open, now, passed: done }[state]!;
}

type StepState = 'open' | 'now' | 'passed';

/** How a step stands whose checks are `ids`: `now` when one of them was decided, and not all have passed. */
export function stateOf(ids: readonly string[], statuses: CheckStatuses): StepState {
  const known = ids.map(id => statuses[id] ?? 'idle');
  if (known.every(status => status === 'pass')) return 'passed';
  return known.some(status => status !== 'idle' && status !== 'running') ? 'now' : 'open';
}
