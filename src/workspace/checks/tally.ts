import type { CheckState } from '../session/session.ts';

type States = Readonly<Record<string, CheckState>>;

/** How many checks there are, have a verdict, and have passed. */
export function countOf(ids: readonly string[], checks: States): { all: number; done: number; passed: number } {
  const statuses = ids.map(id => checks[id]?.status ?? 'idle');
  return {
    all: ids.length,
    done: statuses.filter(status => status !== 'idle' && status !== 'running').length,
    passed: statuses.filter(status => status === 'pass').length,
  };
}

/** The first check in teaching order that has a verdict and did not pass. */
export function firstToShow(ids: readonly string[], checks: States): string | undefined {
  return ids.find(id => ['fail', 'timeout', 'error'].includes(checks[id]?.status ?? 'idle'));
}
