import type { GradingQueue } from '../../src/classroom/grading/worker.ts';
import type { Graded, TakenSubmission } from '../../src/classroom/data/index.server.ts';

export type Handed = Pick<TakenSubmission, 'id' | 'lesson' | 'files' | 'claimed'>;

interface Row extends Handed {
  status: 'queued' | 'grading' | Graded['status'];
  attempts: number;
  lease: string | undefined;
  until: number;
  outcome?: Graded;
}

/** Submissions in memory, under leases as the store keeps them; `clock.now` is in milliseconds and stands still by itself. */
export function createQueue(handed: readonly Handed[], clock = { now: 0 }) {
  const rows: Row[] = handed.map(one => ({ ...one, status: 'queued', attempts: 0, lease: undefined, until: 0 }));
  const listeners = new Set<() => void>();
  /** What was done, in order. */
  const log: string[] = [];
  let leases = 0;
  const held = (id: string, lease: string) =>
    rows.find(row => row.id === id && row.lease === lease && row.status === 'grading');
  const news = () => listeners.forEach(listen => listen());

  const queue: GradingQueue = {
    async take(worker, leaseMs) {
      const row = rows.find(({ status, until }) => status === 'queued' || (status === 'grading' && until <= clock.now));
      if (!row) return undefined;
      Object.assign(row, {
        status: 'grading',
        attempts: row.attempts + 1,
        lease: `lease ${++leases}`,
        until: clock.now + leaseMs,
      });
      log.push(`${worker} takes ${row.id}`);
      const rest = { classId: 'class', userId: 'pupil', eventId: null, seq: 0, graded: null, seed: null, marks: [] };
      const { id, lesson, files, claimed, attempts } = row;
      return {
        ...rest,
        id,
        lesson,
        files,
        claimed,
        attempts,
        status: 'grading',
        createdAt: 0,
        gradedAt: null,
        lease: row.lease!,
        leasedUntil: row.until,
      };
    },
    async renew(id, lease, leaseMs) {
      const row = held(id, lease);
      if (row) row.until = clock.now + leaseMs;
      return row !== undefined;
    },
    async finish(id, lease, outcome) {
      const row = held(id, lease);
      log.push(`${id} ${row ? outcome.status : 'is no longer held'}`);
      if (row) Object.assign(row, { status: outcome.status, outcome, lease: undefined });
      news();
      return row !== undefined;
    },
    async release(id, lease) {
      const row = held(id, lease);
      log.push(`${id} is put back`);
      if (row) Object.assign(row, { status: 'queued', lease: undefined });
      news();
      return row !== undefined;
    },
    onWaiting(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    queue,
    rows,
    log,
    clock,
    add(one: Handed) {
      rows.push({ ...one, status: 'queued', attempts: 0, lease: undefined, until: 0 });
      news();
    },
  };
}
