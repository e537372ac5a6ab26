import type { Db } from './context.ts';
import { latestEvents } from './latest.ts';
import type { EventTable } from './schema.ts';

/**
 * Ms in which of a device's drafts of one lesson only the last stays. Whoever types for an hour sends 1,800; what a teacher
 * follows are runs and Checks, which stay with their code, and the draft of now.
 */
export const SLOT_MS = 5 * 60_000;

type Draft = Pick<EventTable, 'userId' | 'lesson' | 'device' | 'counter' | 'receivedAt' | 'body'>;
type NumberedDraft = Draft & Pick<EventTable, 'seq'>;

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

/**
 * What `rows`, which come now, may replace: the last draft of each pupil and lesson that nobody has looked at. Where another
 * device has been at it since, one draft more stays.
 */
export async function draftsBefore(db: Db, classId: string, rows: readonly EventTable[]): Promise<NumberedDraft[]> {
  const drafts = rows.filter(({ kind }) => kind === 'draft');
  if (drafts.length === 0) return [];
  const [users, lessons] = [drafts.map(({ userId }) => userId), drafts.map(({ lesson }) => lesson)];
  return latestEvents(db, classId)
    .select(['event.seq', 'event.userId', 'event.lesson', 'event.device'])
    .select(['event.counter', 'event.receivedAt', 'event.body'])
    .where('latest.userId', 'in', [...new Set(users)])
    .where('latest.lesson', 'in', [...new Set(lessons)])
    .where('latest.kind', '=', 'draft')
    .where('event.kept', '=', 0)
    .execute();
}

/** The numbers of those of them for which one of `rows` stands now. */
export function replacedBy(rows: readonly EventTable[], before: readonly NumberedDraft[]): number[] {
  const drafts = lastDrafts(rows);
  return before.flatMap(earlier => {
    const later = drafts.get(placeOf(earlier));
    return later && replaces(later, earlier) ? [earlier.seq] : [];
  });
}
