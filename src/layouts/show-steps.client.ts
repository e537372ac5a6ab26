/**
 * Shows in the header which steps are passed. It reads the checks themselves (`data-check`, `data-status`), which
 * every bench has, so that nobody need tell it.
 */
export function showSteps(signal: AbortSignal): void {
  const bench = document.querySelector('#bench');
  const steps = [...document.querySelectorAll<HTMLElement>('[data-step]')];
  if (!bench || steps.length === 0) return;

  const show = () => {
    for (const step of steps) {
      const statuses = step.dataset.step!.split(' ').map(id => statusOf(bench, id));
      const passed = statuses.every(status => status === 'pass');
      const tried = statuses.some(status => status !== undefined && status !== 'idle' && status !== 'running');
      const state = passed ? 'passed' : tried ? 'now' : 'open';
      if (step.dataset.state === state) continue;
      step.dataset.state = state;
      const { open, now, done } = step.dataset;
      step.firstElementChild!.textContent = { open, now, passed: done }[state]!;
    }
  };
  const observer = new MutationObserver(show);
  observer.observe(bench, { subtree: true, attributeFilter: ['data-status'], childList: true });
  signal.addEventListener('abort', () => observer.disconnect());
  show();
}

function statusOf(bench: Element, id: string): string | undefined {
  return bench.querySelector<HTMLElement>(`[data-check="${CSS.escape(id)}"]`)?.dataset.status;
}
