import type { Selectable, Updateable } from 'kysely';

import type { Db, Tx } from './context.ts';
import { DataError, found } from './errors.ts';
import type { SubmissionTable } from './schema.ts';
import { LONGEST_LEASE_MS, type NewSubmission, type Submission } from './submission.ts';
import { fromJson, packed, unpacked, type Files, type Time } from './values.ts';

/** Of no worker. */
export const FREE = { lease: null, leasedBy: null, leasedUntil: null };

export const LINE = [
  'id',
  'classId',
  'userId',
  'lesson',
  'eventId',
  'seq',
  'status',
  'marks',
  'attempts',
  'createdAt',
  'gradedAt',
] as const;

function newRow({ id, classId, userId, lesson, eventId = null, files, claimed }: NewSubmission, createdAt: Time) {
  const work = {
    files: packed(files),
    claimed: packed(claimed),
    graded: null,
    seed: null,
    marks: '[]',
  };
  const state = { ...FREE, status: 'queued' as const, attempts: 0, createdAt, gradedAt: null };
  return { id, classId, userId, lesson, eventId, ...work, ...state };
}

/** Puts one in the queue; one that is there already stays as it is. Rejects with `conflict` where another has the id. */
export async function addSubmission(tx: Tx, submission: NewSubmission): Promise<Submission> {
  const { id, classId, userId } = submission;
  const row = await tx.db
    .insertInto('submission')
    .values(newRow(submission, tx.now()))
    .onConflict(its => its.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) tx.tell({ classId, what: 'submission', userId });
  const held = row ?? (await theRow(tx.db, id));
  if (held.classId !== classId || held.userId !== userId) throw new DataError('conflict', 'the id is taken');
  return submissionOf(held);
}

/** The oldest that waits or whose lease has run out; nobody else gets it before the transaction ends. */
export function nextFor({ db, kind }: Tx, now: Time) {
  const free = db
    .selectFrom('submission')
    .select(['id', 'attempts'])
    .where(({ or, and, eb }) =>
      or([
        eb('status', '=', 'queued'),
        and([
          eb('status', '=', 'grading'),
          or([eb('leasedUntil', '<=', now), eb('leasedUntil', '>', now + LONGEST_LEASE_MS)]),
        ]),
      ]),
    )
    .orderBy('seq')
    .limit(1);
  return (kind === 'postgres' ? free.forUpdate().skipLocked() : free).executeTakeFirst();
}

/** The row with the change in it, told to the class; undefined where it is not held by `lease`, if one is given. */
export async function changed(tx: Tx, id: string, set: Updateable<SubmissionTable>, lease?: string) {
  const rows = tx.db.updateTable('submission').set(set).where('id', '=', id);
  const held = lease === undefined ? rows : rows.where('lease', '=', lease).where('status', '=', 'grading');
  const row = await held.returningAll().executeTakeFirst();
  if (row) tx.tell({ classId: row.classId, what: 'submission', userId: row.userId });
  return row;
}

export async function theRow(db: Db, id: string): Promise<Selectable<SubmissionTable>> {
  return found(await db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst(), 'the submission');
}

export function submissionOf(row: Selectable<SubmissionTable>): Submission {
  const { files, claimed, graded, marks, lease: _, leasedBy: __, leasedUntil: ___, ...rest } = row;
  return {
    ...rest,
    files: unpacked(files) as Files,
    claimed: unpacked(claimed),
    graded: graded === null ? null : unpacked(graded),
    marks: fromJson(marks) as string[],
  };
}
