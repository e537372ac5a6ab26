import type { SeenError } from '../../checker/report.ts';
import type { CheckStates } from '../session/verdicts.ts';
import type { Model } from './model.ts';

/** How many checks there are, have a verdict, and have passed. */
export function countOf(ids: readonly string[], checks: CheckStates): { all: number; done: number; passed: number } {
  const statuses = ids.map(id => checks[id]?.status ?? 'idle');
  return {
    all: ids.length,
    done: statuses.filter(status => status !== 'idle' && status !== 'running').length,
    passed: statuses.filter(status => status === 'pass').length,
  };
}

/** The first check in teaching order that has a verdict and did not pass. */
export function firstToShow(ids: readonly string[], checks: CheckStates): string | undefined {
  return ids.find(id => ['fail', 'timeout', 'error'].includes(checks[id]?.status ?? 'idle'));
}

/** Why the learner's code could not be loaded, where the last Check ended so: then no check says anything of it. */
export function loadError({ session }: Pick<Model, 'session'>): SeenError | undefined {
  const { interruption } = session.report.value ?? {};
  return interruption?.kind === 'load' ? interruption.error : undefined;
}

/**
 * The reader stopped the last Check: it has begun and left no report, and nothing failed. It stays so while a Run
 * comes after it, as long as verdicts of it are to be seen.
 */
export function stoppedByReader({ session, ids, restoredAt }: Pick<Model, 'session' | 'ids' | 'restoredAt'>): boolean {
  if (session.report.value || restoredAt.value) return false;
  const { all, done } = countOf(ids, session.checks.value);
  if (session.task.value === 'run') return done > 0 && done < all;
  const failed = session.fetchProblem.value ?? session.machine.state.value.trouble;
  return session.task.value === 'check' && session.status.value === 'idle' && !failed && done < all;
}
