import type { Db } from './context.ts';
import type { EventTable, LatestEventTable } from './schema.ts';

/** One of each pupil, lesson and kind. Ids and devices are ASCII, which the databases compare as we do. */
export function latestAmong(rows: readonly EventTable[]): LatestEventTable[] {
  const latest = new Map<string, LatestEventTable>();
  for (const { classId, userId, lesson, kind, counter, device, id } of rows) {
    const key = JSON.stringify([userId, lesson, kind]);
    const one = { classId, userId, lesson, kind, counter, device, eventId: id };
    const held = latest.get(key);
    if (!held || isAfter(one, held)) latest.set(key, one);
  }
  return [...latest.values()];
}

function isAfter(one: LatestEventTable, other: LatestEventTable): boolean {
  if (one.counter !== other.counter) return one.counter > other.counter;
  if (one.device !== other.device) return one.device > other.device;
  return one.eventId > other.eventId;
}

export async function keepLatest(db: Db, rows: readonly LatestEventTable[]): Promise<void> {
  await db
    .insertInto('latestEvent')
    .values(rows)
    .onConflict(its =>
      its
        .columns(['classId', 'userId', 'lesson', 'kind'])
        .doUpdateSet(({ ref }) => ({
          counter: ref('excluded.counter'),
          device: ref('excluded.device'),
          eventId: ref('excluded.eventId'),
        }))
        .where(({ eb, refTuple }) =>
          eb(
            refTuple('excluded.counter', 'excluded.device', 'excluded.eventId'),
            '>',
            refTuple('latestEvent.counter', 'latestEvent.device', 'latestEvent.eventId') as never,
          ),
        ),
    )
    .execute();
}

/** Those events themselves, of a class. */
export function latestEvents(db: Db, classId: string) {
  return db
    .selectFrom('latestEvent as latest')
    .innerJoin('event', join =>
      join
        .onRef('event.classId', '=', 'latest.classId')
        .onRef('event.userId', '=', 'latest.userId')
        .onRef('event.id', '=', 'latest.eventId'),
    )
    .where('latest.classId', '=', classId);
}
