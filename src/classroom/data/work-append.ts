import { sql } from 'kysely';

import { chunksOf } from './chunks.ts';
import type { Db, Tx } from './context.ts';
import { DataError, found } from './errors.ts';
import { keepLatest, latestAmong } from './latest.ts';
import type { EventTable } from './schema.ts';
import { addSubmission } from './submission-rows.ts';
import type { NewSubmission } from './submission.ts';
import { replacedBy, withoutReplaced } from './thinning.ts';
import { fromJson } from './values.ts';
import type { Appended, NewWorkEvent, WorkEvent } from './work.ts';

/** What one call of `append` brings. */
export interface Sent {
  userId: string;
  events: readonly NewWorkEvent[];
  handedIn: readonly NewSubmission[];
}

/**
 * The class's row is held from first to last, so that numbers are committed in their order: who reads after `seq` misses
 * nothing.
 */
export async function appendAll(tx: Tx, classId: string, sent: readonly Sent[]): Promise<Appended[]> {
  const count = await holdClass(tx, classId);
  await mustBeMembers(tx.db, classId, sent);
  const known = await knownOf(tx.db, classId, sent);
  const fresh = sent.map(({ userId, events }) =>
    events.flatMap(event => {
      if (known.has(keyOf(userId, event.id))) return [];
      known.add(keyOf(userId, event.id));
      const body = JSON.stringify(event.body);
      return [{ ...event, body, classId, userId, seq: 0, receivedAt: tx.now(), kept: 0 }];
    }),
  );
  const rows = withoutReplaced(fresh.flat());
  rows.forEach((row, index) => (row.seq = count + index + 1));
  if (rows.length > 0) await store(tx, classId, rows);
  for (const [index, { handedIn }] of sent.entries()) {
    const added = new Set(fresh[index]!.map(({ id }) => id));
    for (const one of handedIn) if (added.has(one.eventId ?? '')) await addSubmission(tx, one);
  }
  const stays = new Set(rows);
  return sent.map(({ events }, index) => ({
    stored: events.map(({ id }) => id),
    added: fresh[index]!.filter(row => stays.has(row)).map(eventOf),
  }));
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

/** Each pair is looked up by itself: of 200 pupils who send one event each, every id for every pupil would be 40,000. */
async function knownOf(db: Db, classId: string, sent: readonly Sent[]): Promise<Set<string>> {
  const known = new Set<string>();
  const pairs = sent.flatMap(({ userId, events }) => events.map(({ id }) => sql`(${userId}, ${id})`));
  for (const some of chunksOf(pairs, 1000)) {
    const { rows } = await sql<Pick<EventTable, 'userId' | 'id'>>`
      select event.user_id, event.id from (values ${sql.join(some)}) as sent cross join event
      where event.class_id = ${classId} and event.user_id = sent.column1 and event.id = sent.column2`.execute(db);
    for (const { userId, id } of rows) known.add(keyOf(userId, id));
  }
  return known;
}

async function store({ db, tell }: Tx, classId: string, rows: readonly EventTable[]): Promise<void> {
  const replaced = await replacedBy(db, classId, rows);
  for (const some of chunksOf(rows, 500)) await db.insertInto('event').values(some).execute();
  for (const some of chunksOf(replaced, 500))
    await db.deleteFrom('event').where('classId', '=', classId).where('seq', 'in', some).execute();
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

export function eventOf({ kept: _, ...row }: EventTable): WorkEvent {
  return { ...row, body: fromJson(row.body) };
}
