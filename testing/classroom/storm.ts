import type { EventKind, Stores } from '#src/classroom/data/index.server.ts';
import { event } from './fixture.ts';

/** How many numbers of the device's count one round takes. */
export const STORM_EVENTS = 3;
const LEASE_MS = 60_000;

/** Whose work it is. */
interface Storm {
  classId: string;
  userId: string;
  device: string;
}

/**
 * All that a busy class writes, at once: a run, a draft, a Check that is handed in, and a worker that grades. Gives what does
 * one round of it; `print` is told what is acknowledged.
 */
export function stormBy(stores: Stores, { classId, userId, device }: Storm, print: (line: string) => void) {
  const append = async (kind: EventKind, counter: number): Promise<void> => {
    const sent = event(device, counter, { kind });
    const work = { classId, userId, lesson: 'echo', eventId: sent.id, files: { 'a.mjs': sent.id }, claimed: null };
    const handedIn = kind === 'check' ? [{ id: sent.id, ...work }] : [];
    await stores.work.append(classId, userId, [sent], handedIn);
    print(kind === 'draft' ? `draft ${counter}` : `event ${sent.id}`);
    if (kind === 'check') print(`submission ${sent.id}`);
  };
  const grade = async (): Promise<void> => {
    const taken = await stores.submissions.take(device, LEASE_MS);
    if (!taken) return;
    const outcome = { status: 'verified', graded: null, seed: 's', marks: [] } as const;
    if (await stores.submissions.finish(taken.id, taken.lease, outcome)) print(`graded ${taken.id}`);
  };
  return async (round: number): Promise<void> => {
    const first = STORM_EVENTS * round;
    await Promise.all([append('run', first), append('draft', first + 1), append('check', first + 2), grade()]);
  };
}
