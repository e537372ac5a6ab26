import type { Db } from './context.ts';
import type { EventTable } from './schema.ts';

/**
 * Ms in which of a device's drafts of one lesson only the last stays. Whoever types for an hour sends 1,800; what a teacher
 * follows are runs and Checks, which stay with their code, and the draft of now.
 */
export const SLOT_MS = 5 * 60_000;

type Draft = Pick<EventTable, 'userId' | 'lesson' | 'device' | 'counter' | 'receivedAt' | 'body'>;

/** Times are compared for being in one slot, never for their order: a clock that is set back begins another slot. */
const slotOf = ({ receivedAt }: Draft): number => Math.floor(receivedAt / SLOT_MS);

const placeOf = ({ userId, lesson, device }: Draft): string => JSON.stringify([userId, lesson, device]);

/** Whether `later` stands for `earlier`, too, which is of the same place. */
function replaces(later: Draft, earlier: Draft): boolean {
  return later.counter > earlier.counter && (slotOf(later) === slotOf(earlier) || later.body === earlier.body);
}

/** Those of one transaction but for drafts that another of them replaces, in the same order. */
export function withoutReplaced(rows: readonly EventTable[]): EventTable[] {
  const last = lastDrafts(rows);
  return rows.filter(row => row.kind !== 'draft' || last.get(placeOf(row)) === row);
}

function lastDrafts(rows: readonly EventTable[]): Map<string, EventTable> {
  const last = new Map<string, EventTable>();
  for (const row of rows.filter(({ kind }) => kind === 'draft')) {
    const held = last.get(placeOf(row));
    if (!held || row.counter > held.counter) last.set(placeOf(row), row);
  }
  return last;
}

/** The numbers of drafts in the database for which `rows`, which come now, stand too; none that somebody has looked at. */
export async function replacedBy(db: Db, classId: string, rows: readonly EventTable[]): Promise<number[]> {
  const drafts = lastDrafts(rows);
  if (drafts.size === 0) return [];
  const before = await latestDrafts(db, classId, [...drafts.values()]);
  return before.flatMap(earlier => {
    const later = drafts.get(placeOf(earlier));
    return later && replaces(later, earlier) ? [earlier.seq] : [];
  });
}

/** The last of each pupil and lesson: where another device has been at it since, one draft more stays. */
function latestDrafts(db: Db, classId: string, drafts: readonly Draft[]): Promise<(Draft & { seq: number })[]> {
  const [users, lessons] = [drafts.map(({ userId }) => userId), drafts.map(({ lesson }) => lesson)];
  return db
    .selectFrom('latestEvent as latest')
    .innerJoin('event', join =>
      join
        .onRef('event.classId', '=', 'latest.classId')
        .onRef('event.userId', '=', 'latest.userId')
        .onRef('event.id', '=', 'latest.eventId'),
    )
    .select([
      'event.seq',
      'event.userId',
      'event.lesson',
      'event.device',
      'event.counter',
      'event.receivedAt',
      'event.body',
    ])
    .where('latest.classId', '=', classId)
    .where('latest.userId', 'in', [...new Set(users)])
    .where('latest.lesson', 'in', [...new Set(lessons)])
    .where('latest.kind', '=', 'draft')
    .where('event.kept', '=', 0)
    .execute();
}
