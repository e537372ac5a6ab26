import { chunksOf } from './chunks.ts';
import type { Db, Tx } from './context.ts';
import { DataError, found } from './errors.ts';
import { keepLatest, latestAmong } from './latest.ts';
import type { EventTable } from './schema.ts';
import { addSubmission } from './submission-rows.ts';
import type { NewSubmission } from './submission.ts';
import { draftsBefore, replacedBy, withoutReplaced } from './thinning.ts';
import { packed, unpacked, type Json } from './values.ts';
import type { Appended, NewWorkEvent, WorkEvent } from './work-event.ts';

/** What one call of `append` brings. */
export interface Sent {
  userId: string;
  events: readonly NewWorkEvent[];
  handedIn: readonly NewSubmission[];
}

/**
 * From its numbers on, the class's row is held, so that they are committed in their order: who reads after `seq` misses
 * nothing. Few questions, one for all: each is a way to the database and back, and others wait for the row.
 */
export async function appendAll(tx: Tx, classId: string, sent: readonly Sent[]): Promise<Appended[]> {
  const rows = withoutReplaced(rowsOf(tx, classId, sent));
  await mustBeMembers(tx.db, classId, sent);
  const before = await draftsBefore(tx.db, classId, rows);
  const last = await numbersFor(tx.db, classId, rows.length);
  rows.forEach((row, index) => (row.seq = last - rows.length + index + 1));
  const added = await insertNew(tx.db, rows);
  if (added.length > 0) await settle(tx, classId, added, replacedBy(added, before));
  const byKey = new Map(added.map(row => [keyOf(row.userId, row.id), row]));
  const answers = sent.map(({ userId, events }) => {
    const mine = events.flatMap(({ id, body }) => {
      const key = keyOf(userId, id);
      const row = byKey.get(key);
      byKey.delete(key);
      return row ? [withBody(row, body)] : [];
    });
    return { stored: events.map(({ id }) => id), added: mine };
  });
  for (const [index, { handedIn }] of sent.entries()) {
    const ids = new Set(answers[index]!.added.map(({ id }) => id));
    for (const one of handedIn) if (ids.has(one.eventId ?? '')) await addSubmission(tx, one);
  }
  return answers;
}

/** One of each id and pupil. */
function rowsOf(tx: Tx, classId: string, sent: readonly Sent[]): EventTable[] {
  const rows = new Map<string, EventTable>();
  for (const { userId, events } of sent) {
    for (const event of events) {
      const key = keyOf(userId, event.id);
      const body = packed(event.body);
      if (!rows.has(key)) rows.set(key, { ...event, body, classId, userId, seq: 0, receivedAt: tx.now(), kept: 0 });
    }
  }
  return [...rows.values()];
}

/** Takes so many numbers of the class, which nobody else gets past before the transaction ends; the last of them. */
async function numbersFor(db: Db, classId: string, count: number): Promise<number> {
  const row = await db
    .updateTable('class')
    .set(({ eb }) => ({ eventCount: eb('eventCount', '+', count) }))
    .where('id', '=', classId)
    .returning('eventCount')
    .executeTakeFirst();
  return found(row, 'the class').eventCount;
}

async function mustBeMembers(db: Db, classId: string, sent: readonly Sent[]): Promise<void> {
  const ids = [...new Set(sent.map(({ userId }) => userId))];
  const members = db.selectFrom('membership').select('userId').where('classId', '=', classId);
  const rows = await members.where('userId', 'in', ids).execute();
  if (rows.length < ids.length) throw new DataError('missing', 'the pupil is not in the class');
}

/** Those that were not there before. */
async function insertNew(db: Db, rows: readonly EventTable[]): Promise<EventTable[]> {
  const there = new Set<number>();
  for (const some of chunksOf(rows, 500)) {
    const insert = db.insertInto('event').values(some).returning('seq');
    const once = insert.onConflict(its => its.columns(['classId', 'userId', 'id']).doNothing());
    for (const { seq } of await once.execute()) there.add(seq);
  }
  return rows.filter(({ seq }) => there.has(seq));
}

/** What follows from new events: drafts that make room, the last of each kind, and who is told. */
async function settle(
  { db, tell }: Tx,
  classId: string,
  rows: readonly EventTable[],
  replaced: readonly number[],
): Promise<void> {
  for (const some of chunksOf(replaced, 500))
    // Somebody may have looked at one just now.
    await db
      .deleteFrom('event')
      .where('classId', '=', classId)
      .where('seq', 'in', some)
      .where('kept', '=', 0)
      .execute();
  for (const some of chunksOf(latestAmong(rows), 500)) await keepLatest(db, some);
  const newest = new Map(rows.map(({ userId, seq }) => [userId, seq]));
  for (const [userId, seq] of newest) tell({ classId, what: 'work', userId, seq });
}

const keyOf = (userId: string, id: string): string => `${userId} ${id}`;

export const eventOf = (row: EventTable): WorkEvent => withBody(row, unpacked(row.body));

function withBody({ kept: _, ...row }: EventTable, body: Json): WorkEvent {
  return { ...row, body };
}
