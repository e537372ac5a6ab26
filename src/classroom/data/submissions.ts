import type { Selectable, Updateable } from 'kysely';

import { audited } from './audit.ts';
import type { Context, Db, Tx } from './context.ts';
import { DataError, found } from './errors.ts';
import type { Live } from './live.ts';
import type { SubmissionStatus, SubmissionTable } from './schema.ts';
import { fromJson, newId, SYSTEM, type Actor, type Files, type Json, type Time } from './values.ts';

export interface NewSubmission {
  /** Random; the same twice is stored once. */
  id: string;
  classId: string;
  userId: string;
  lesson: string;
  /** The event it comes of, if any. */
  eventId?: string | null;
  files: Files;
  /** The report that the pupil's browser made. */
  claimed: Json;
}

export interface Submission extends Required<NewSubmission> {
  seq: number;
  status: SubmissionStatus;
  graded: Json | null;
  seed: string | null;
  /** What is for somebody to look at, such as `canary-passed`. */
  marks: string[];
  attempts: number;
  createdAt: Time;
  gradedAt: Time | null;
}

/** Without the code, for lists. */
export type SubmissionLine = Omit<Submission, 'files' | 'claimed' | 'graded' | 'seed'>;

/** One that a worker has until `leasedUntil`. */
export interface TakenSubmission extends Submission {
  lease: string;
  leasedUntil: Time;
}

export interface Graded {
  status: 'verified' | 'not_verified' | 'error';
  graded: Json;
  seed: string;
  marks: readonly string[];
}

/** What waits to be run again by the server, and what came of it. */
export interface Submissions {
  /** Resolves when it is on the disk. `missing` where the pupil is not in the class, `conflict` where another has the id. */
  add(submission: NewSubmission): Promise<Submission>;
  get(id: string): Promise<Submission | undefined>;
  /** In order of arrival. */
  list(filter: {
    classId: string;
    userId?: string;
    lesson?: string;
    status?: SubmissionStatus;
  }): Promise<SubmissionLine[]>;
  /** The newest of each pupil for a lesson, with the code: to compare them. */
  answers(classId: string, lesson: string): Promise<Submission[]>;

  /** The oldest that waits, or whose lease has run out; to one worker only. `attempts` counts this one. */
  take(worker: string, leaseMs: number): Promise<TakenSubmission | undefined>;
  /** False where the lease is lost: stop, and throw the work away. */
  renew(id: string, lease: string, leaseMs: number): Promise<boolean>;
  /** Puts the outcome down, and audits it; false where the lease is lost, and then nothing has changed. */
  finish(id: string, lease: string, outcome: Graded): Promise<boolean>;
  /** Puts it back in its place, as when a worker stops; false where the lease is lost. */
  release(id: string, lease: string): Promise<boolean>;
  /** Has a graded one run again; audited. */
  requeue(by: Actor, id: string): Promise<void>;
  /** How many wait, and since when the oldest does. */
  waiting(): Promise<{ count: number; oldestAt: Time | null }>;
  /** Called when one may be waiting; says nothing of which. Gives what ends it. */
  onWaiting(listener: () => void): () => void;
}

/** Longest lease, in milliseconds: one that ends later was given before the clock was set back, and does not hold. */
export const LONGEST_LEASE_MS = 15 * 60 * 1000;

export function submissionsStore(context: Context, live: Live): Submissions {
  return { ...keeping(context), ...working(context), ...waiting(context, live) };
}

function keeping(context: Context) {
  return {
    add: submission =>
      context.write(async tx => {
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
      }),
    get: id =>
      context.read(async db => {
        const row = await db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst();
        return row && submissionOf(row);
      }),
    list: ({ classId, userId, lesson, status }) =>
      context.read(async db => {
        let rows = db.selectFrom('submission').select(LINE).where('classId', '=', classId).orderBy('seq');
        if (userId !== undefined) rows = rows.where('userId', '=', userId);
        if (lesson !== undefined) rows = rows.where('lesson', '=', lesson);
        if (status !== undefined) rows = rows.where('status', '=', status);
        return (await rows.execute()).map(row => ({ ...row, marks: fromJson(row.marks) as string[] }));
      }),
    answers: (classId, lesson) =>
      context.read(async db => {
        const all = db.selectFrom('submission').where('classId', '=', classId).where('lesson', '=', lesson);
        const newest = all.select(({ fn }) => fn.max('seq').as('seq')).groupBy('userId');
        const rows = await db.selectFrom('submission').selectAll().where('seq', 'in', newest).orderBy('seq').execute();
        return rows.map(submissionOf);
      }),
    requeue: (by, id) =>
      context.write(async tx => {
        const { status } = await theRow(tx.db, id);
        if (status === 'queued' || status === 'grading')
          throw new DataError('conflict', 'the submission waits already');
        const row = await changed(tx, id, {
          ...FREE,
          status: 'queued',
          graded: null,
          seed: null,
          marks: '[]',
          gradedAt: null,
        });
        await audited(tx, { actor: by, action: 'submission.requeue', subject: id, detail: { classId: row!.classId } });
      }),
  } satisfies Partial<Submissions>;
}

function working(context: Context) {
  return {
    take: (worker, leaseMs) => {
      if (leaseMs > LONGEST_LEASE_MS) throw new RangeError(`a lease is at most ${LONGEST_LEASE_MS} ms`);
      return context.write(async tx => {
        const next = await nextFor(tx);
        if (!next) return undefined;
        const lease = { lease: newId(), leasedBy: worker, leasedUntil: tx.now() + leaseMs };
        const row = await changed(tx, next.id, { ...lease, status: 'grading', attempts: next.attempts + 1 });
        return { ...submissionOf(row!), lease: lease.lease, leasedUntil: lease.leasedUntil };
      });
    },
    renew: (id, lease, leaseMs) =>
      context.write(async ({ db, now }) => {
        const held = db.updateTable('submission').set({ leasedUntil: now() + leaseMs });
        const row = await held.where('id', '=', id).where('lease', '=', lease).returning('id').executeTakeFirst();
        return row !== undefined;
      }),
    finish: (id, lease, { status, graded, seed, marks }) =>
      context.write(async tx => {
        const outcome = { status, seed, graded: JSON.stringify(graded), marks: JSON.stringify(marks) };
        const row = await changed(tx, id, { ...FREE, ...outcome, gradedAt: tx.now() }, lease);
        if (!row) return false;
        const detail = { classId: row.classId, status, marks };
        await audited(tx, { actor: SYSTEM, action: 'submission.graded', subject: id, detail });
        return true;
      }),
    release: (id, lease) =>
      context.write(async tx => (await changed(tx, id, { ...FREE, status: 'queued' }, lease)) !== undefined),
  } satisfies Partial<Submissions>;
}

function waiting(context: Context, live: Live) {
  return {
    waiting: () =>
      context.read(db =>
        db
          .selectFrom('submission')
          .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('createdAt').as('oldestAt')])
          .where('status', '=', 'queued')
          .executeTakeFirstOrThrow(),
      ),
    onWaiting: listener =>
      live.onAny(change => {
        if (change === undefined || change.what === 'submission') listener();
      }),
  } satisfies Partial<Submissions>;
}

/** Of no worker. */
const FREE = { lease: null, leasedBy: null, leasedUntil: null };

const LINE = [
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
    files: JSON.stringify(files),
    claimed: JSON.stringify(claimed),
    graded: null,
    seed: null,
    marks: '[]',
  };
  const state = { ...FREE, status: 'queued' as const, attempts: 0, createdAt, gradedAt: null };
  return { id, classId, userId, lesson, eventId, ...work, ...state };
}

/** The oldest that waits or whose lease has run out; nobody else gets it before the transaction ends. */
function nextFor({ db, kind, now }: Tx) {
  const free = db
    .selectFrom('submission')
    .select(['id', 'attempts'])
    .where(({ or, and, eb }) =>
      or([
        eb('status', '=', 'queued'),
        and([
          eb('status', '=', 'grading'),
          or([eb('leasedUntil', '<=', now()), eb('leasedUntil', '>', now() + LONGEST_LEASE_MS)]),
        ]),
      ]),
    )
    .orderBy('seq')
    .limit(1);
  return (kind === 'postgres' ? free.forUpdate().skipLocked() : free).executeTakeFirst();
}

/** The row with the change in it, told to the class; undefined where it is not held by `lease`, if one is given. */
async function changed(tx: Tx, id: string, set: Updateable<SubmissionTable>, lease?: string) {
  const rows = tx.db.updateTable('submission').set(set).where('id', '=', id);
  const held = lease === undefined ? rows : rows.where('lease', '=', lease).where('status', '=', 'grading');
  const row = await held.returningAll().executeTakeFirst();
  if (row) tx.tell({ classId: row.classId, what: 'submission', userId: row.userId });
  return row;
}

async function theRow(db: Db, id: string): Promise<Selectable<SubmissionTable>> {
  return found(await db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst(), 'the submission');
}

function submissionOf(row: Selectable<SubmissionTable>): Submission {
  const { files, claimed, graded, marks, lease: _, leasedBy: __, leasedUntil: ___, ...rest } = row;
  return {
    ...rest,
    files: fromJson(files) as Files,
    claimed: fromJson(claimed),
    graded: graded === null ? null : fromJson(graded),
    marks: fromJson(marks) as string[],
  };
}
