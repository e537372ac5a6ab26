import type { Context, Db } from './context.ts';
import { gathering } from './gather.ts';
import { latestEvents } from './latest.ts';
import type { NewSubmission } from './submission.ts';
import { appendAll, eventOf, type Sent } from './work-append.ts';
import type { Appended, NewWorkEvent, WorkEvent } from './work-event.ts';

export type { Appended, NewWorkEvent, WorkEvent };

/** What pupils did: a list that grows; of drafts that follow each other closely the last stays. */
export interface Work {
  /**
   * Resolves when they are on the disk, once each, whoever sends them and how often, and with them what is handed in
   * by those of them that are new. `missing` where the pupil is not in the class.
   */
  append(
    classId: string,
    userId: string,
    events: readonly NewWorkEvent[],
    handedIn?: readonly NewSubmission[],
  ): Promise<Appended>;
  /** Somebody looks at this draft, and may say something about it: it stays, whatever is typed later. */
  keep(classId: string, userId: string, id: string): Promise<void>;
  /**
   * A pupil's, merged from all their devices: by `counter`, `device`, `id`, whatever the order in which they came. A
   * device's own order is kept, and nothing depends on a clock.
   */
  of(classId: string, userId: string, lesson?: string): Promise<WorkEvent[]>;
  get(classId: string, userId: string, id: string): Promise<WorkEvent | undefined>;
  /** The highest count of any device of a pupil's; 0 where nothing is there. */
  highest(classId: string, userId: string): Promise<number>;
  /** The last in that order of each lesson and kind, of a pupil or of the whole class: what a board shows. */
  latest(classId: string, userId?: string): Promise<WorkEvent[]>;
  /** In order of arrival, after `seq`: nothing is missed between two calls. At most `limit`, 1000 unless told. */
  since(classId: string, seq: number, limit?: number): Promise<WorkEvent[]>;
}

export function workStore(context: Context): Work {
  const gathered = gathering<Sent, Appended>((classId, sent) => context.write(tx => appendAll(tx, classId, sent)));

  return {
    append: async (classId, userId, events, handedIn = []) => {
      const sent = { userId, events, handedIn };
      if (!context.nested) return gathered(classId, sent);
      return (await context.write(tx => appendAll(tx, classId, [sent])))[0]!;
    },
    keep: (classId, userId, id) =>
      context.write(async ({ db }) => {
        const theirs = db
          .updateTable('event')
          .set({ kept: 1 })
          .where('classId', '=', classId)
          .where('userId', '=', userId);
        await theirs.where('id', '=', id).execute();
      }),
    of: (classId, userId, lesson) =>
      context.read(async db => {
        const all = db.selectFrom('event').selectAll().where('classId', '=', classId).where('userId', '=', userId);
        const rows = lesson === undefined ? all : all.where('lesson', '=', lesson);
        return (await rows.orderBy('counter').orderBy('device').orderBy('id').execute()).map(eventOf);
      }),
    get: (classId, userId, id) =>
      context.read(async db => {
        const theirs = db.selectFrom('event').selectAll().where('classId', '=', classId).where('userId', '=', userId);
        const row = await theirs.where('id', '=', id).executeTakeFirst();
        return row && eventOf(row);
      }),
    highest: (classId, userId) =>
      context.read(async db => {
        const all = db.selectFrom('event').where('classId', '=', classId).where('userId', '=', userId);
        const row = await all.select(({ fn }) => fn.max('counter').as('counter')).executeTakeFirst();
        return Number(row?.counter ?? 0);
      }),
    latest: (classId, userId) => context.read(db => latestOf(db, classId, userId)),
    since: (classId, seq, limit = 1000) =>
      context.read(async db => {
        const later = db.selectFrom('event').selectAll().where('classId', '=', classId).where('seq', '>', seq);
        return (await later.orderBy('seq').limit(limit).execute()).map(eventOf);
      }),
  };
}

async function latestOf(db: Db, classId: string, userId?: string): Promise<WorkEvent[]> {
  const rows = latestEvents(db, classId)
    .selectAll('event')
    .orderBy('event.userId')
    .orderBy('event.lesson')
    .orderBy('event.kind');
  return (await (userId === undefined ? rows : rows.where('latest.userId', '=', userId)).execute()).map(eventOf);
}
