import { chunksOf } from './chunks.ts';
import type { Context, Db, Tx } from './context.ts';
import { DataError, found } from './errors.ts';
import { gathering } from './gather.ts';
import { keepLatest, latestAmong } from './latest.ts';
import type { EventKind, EventTable } from './schema.ts';
import { fromJson, type Json, type Time } from './values.ts';

/** As the browser sends it; rules and sizes are checked before it comes here. */
export interface NewWorkEvent {
  id: string;
  device: string;
  /** One more than the highest that this device has made or seen of the pupil. */
  counter: number;
  lesson: string;
  kind: EventKind;
  madeAt: Time;
  body: Json;
}

export interface WorkEvent extends NewWorkEvent {
  classId: string;
  userId: string;
  seq: number;
  receivedAt: Time;
}

export interface Appended {
  /** Every id that is on the disk now, of those sent; in the order sent. */
  stored: string[];
  /** Those of them that were not there before. */
  added: WorkEvent[];
}

/** What pupils did: a list that only grows. */
export interface Work {
  /**
   * Resolves when they are on the disk, once each, whoever sends them and how often. `missing` where the pupil is not in
   * the class.
   */
  append(classId: string, userId: string, events: readonly NewWorkEvent[]): Promise<Appended>;
  /**
   * A pupil's, merged from all their devices: by `counter`, `device`, `id`, whatever the order in which they came. A
   * device's own order is kept, and nothing depends on a clock.
   */
  of(classId: string, userId: string, lesson?: string): Promise<WorkEvent[]>;
  get(classId: string, userId: string, id: string): Promise<WorkEvent | undefined>;
  /** The last in that order of each lesson and kind, of a pupil or of the whole class: what a board shows. */
  latest(classId: string, userId?: string): Promise<WorkEvent[]>;
  /** In order of arrival, after `seq`: nothing is missed between two calls. At most `limit`, 1000 unless told. */
  since(classId: string, seq: number, limit?: number): Promise<WorkEvent[]>;
}

/** What one call of `append` brings. */
interface Sent {
  userId: string;
  events: readonly NewWorkEvent[];
}

export function workStore(context: Context): Work {
  const gathered = gathering<Sent, Appended>((classId, sent) => context.write(tx => appendAll(tx, classId, sent)));

  return {
    append: async (classId, userId, events) => {
      const sent = { userId, events };
      if (!context.nested) return gathered(classId, sent);
      return (await context.write(tx => appendAll(tx, classId, [sent])))[0]!;
    },
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
    latest: (classId, userId) => context.read(db => latestOf(db, classId, userId)),
    since: (classId, seq, limit = 1000) =>
      context.read(async db => {
        const later = db.selectFrom('event').selectAll().where('classId', '=', classId).where('seq', '>', seq);
        return (await later.orderBy('seq').limit(limit).execute()).map(eventOf);
      }),
  };
}

async function latestOf(db: Db, classId: string, userId?: string): Promise<WorkEvent[]> {
  const rows = db
    .selectFrom('latestEvent as latest')
    .innerJoin('event', join =>
      join
        .onRef('event.classId', '=', 'latest.classId')
        .onRef('event.userId', '=', 'latest.userId')
        .onRef('event.id', '=', 'latest.eventId'),
    )
    .selectAll('event')
    .where('latest.classId', '=', classId)
    .orderBy('event.userId')
    .orderBy('event.lesson')
    .orderBy('event.kind');
  return (await (userId === undefined ? rows : rows.where('latest.userId', '=', userId)).execute()).map(eventOf);
}

/**
 * The class's row is held from first to last, so that numbers have no gaps and are committed in their order: who reads
 * after `seq` misses nothing.
 */
async function appendAll(tx: Tx, classId: string, sent: readonly Sent[]): Promise<Appended[]> {
  const count = await holdClass(tx, classId);
  await mustBeMembers(tx.db, classId, sent);
  const known = await knownOf(tx.db, classId, sent);
  const rows: EventTable[] = [];
  const answers = sent.map(({ userId, events }) => {
    const fresh: EventTable[] = [];
    for (const event of events) {
      if (known.has(keyOf(userId, event.id))) continue;
      known.add(keyOf(userId, event.id));
      const seq = count + rows.length + 1;
      const row = { ...event, body: JSON.stringify(event.body), classId, userId, seq, receivedAt: tx.now() };
      rows.push(row);
      fresh.push(row);
    }
    return { stored: events.map(({ id }) => id), added: fresh.map(eventOf) };
  });
  if (rows.length > 0) await store(tx, classId, rows);
  return answers;
}

async function holdClass({ db, kind }: Tx, classId: string): Promise<number> {
  const row = db.selectFrom('class').select('eventCount').where('id', '=', classId);
  const held = kind === 'postgres' ? row.forNoKeyUpdate() : row;
  return found(await held.executeTakeFirst(), 'the class').eventCount;
}

async function mustBeMembers(db: Db, classId: string, sent: readonly Sent[]): Promise<void> {
  const ids = [...new Set(sent.map(({ userId }) => userId))];
  const members = db.selectFrom('membership').select('userId').where('classId', '=', classId);
  const rows = await members.where('userId', 'in', ids).execute();
  if (rows.length < ids.length) throw new DataError('missing', 'the pupil is not in the class');
}

async function knownOf(db: Db, classId: string, sent: readonly Sent[]): Promise<Set<string>> {
  const known = new Set<string>();
  const ids = sent.flatMap(({ events }) => events.map(({ id }) => id));
  for (const some of chunksOf(ids, 1000)) {
    const rows = db.selectFrom('event').select(['userId', 'id']).where('classId', '=', classId);
    const theirs = rows.where(
      'userId',
      'in',
      sent.map(({ userId }) => userId),
    );
    for (const { userId, id } of await theirs.where('id', 'in', some).execute()) known.add(keyOf(userId, id));
  }
  return known;
}

async function store({ db, tell }: Tx, classId: string, rows: readonly EventTable[]): Promise<void> {
  for (const some of chunksOf(rows, 500)) await db.insertInto('event').values(some).execute();
  await db
    .updateTable('class')
    .set({ eventCount: rows.at(-1)!.seq })
    .where('id', '=', classId)
    .execute();
  for (const some of chunksOf(latestAmong(rows), 500)) await keepLatest(db, some);
  const newest = new Map(rows.map(({ userId, seq }) => [userId, seq]));
  for (const [userId, seq] of newest) tell({ classId, what: 'work', userId, seq });
}

const keyOf = (userId: string, id: string): string => `${userId} ${id}`;

const eventOf = (row: EventTable): WorkEvent => ({ ...row, body: fromJson(row.body) });
