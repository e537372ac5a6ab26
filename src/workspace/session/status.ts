/** What the bench is doing for the reader. The machine's own state is apart: it starts while they read. */
export const SESSION_STATUSES = ['idle', 'fetching', 'starting', 'running', 'checking', 'stopping'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** A new task may come at any time, so `fetching`, where each begins, may follow everything. */
const FOLLOWS: Record<SessionStatus, readonly SessionStatus[]> = {
  idle: ['fetching'],
  fetching: ['fetching', 'starting', 'stopping', 'idle'],
  starting: ['fetching', 'running', 'checking', 'stopping', 'idle'],
  running: ['fetching', 'stopping', 'idle'],
  checking: ['fetching', 'stopping', 'idle'],
  stopping: ['fetching', 'idle'],
};

/** Gives `next`, or throws: a step that is not in the list is a mistake of ours. */
export function follow(now: SessionStatus, next: SessionStatus): SessionStatus {
  if (!FOLLOWS[now].includes(next)) throw new Error(`the bench cannot go from "${now}" to "${next}"`);
  return next;
}
