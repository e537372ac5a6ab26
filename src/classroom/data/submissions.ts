import { audited } from './audit.ts';
import type { Context } from './context.ts';
import { DataError } from './errors.ts';
import type { Live } from './live.ts';
import type { SubmissionStatus } from './schema.ts';
import { addSubmission, changed, FREE, LINE, nextFor, submissionOf, theRow } from './submission-rows.ts';
import {
  LONGEST_LEASE_MS,
  type Graded,
  type NewestSubmission,
  type NewSubmission,
  type Submission,
  type SubmissionLine,
  type TakenSubmission,
} from './submission.ts';
import { fromJson, newId, packed, SYSTEM, type Actor, type Time } from './values.ts';

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
  /** The newest of each pupil, lesson and status, of the whole class or of some pupils: all that a verdict depends on. */
  newest(classId: string, userIds?: readonly string[]): Promise<NewestSubmission[]>;

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

export function submissionsStore(context: Context, live: Live): Submissions {
  return { ...keeping(context), ...working(context), ...waiting(context, live) };
}

function keeping(context: Context) {
  return {
    add: submission => context.write(tx => addSubmission(tx, submission)),
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
    newest: (classId, userIds) =>
      context.read(async db => {
        if (userIds?.length === 0) return []; // PostgreSQL has no empty list
        const all = db.selectFrom('submission').where('classId', '=', classId);
        const rows = userIds === undefined ? all : all.where('userId', 'in', userIds);
        return rows
          .select(({ fn }) => ['userId', 'lesson', 'status', fn.max('seq').as('seq')])
          .groupBy(['userId', 'lesson', 'status'])
          .execute();
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
          // The tries of before are over: it would be given up at once.
          attempts: 0,
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
        const now = await tx.leaseNow();
        const next = await nextFor(tx, now);
        if (!next) return undefined;
        const lease = { lease: newId(), leasedBy: worker, leasedUntil: now + leaseMs };
        const row = await changed(tx, next.id, { ...lease, status: 'grading', attempts: next.attempts + 1 });
        return { ...submissionOf(row!), lease: lease.lease, leasedUntil: lease.leasedUntil };
      });
    },
    renew: (id, lease, leaseMs) =>
      context.write(async ({ db, leaseNow }) => {
        const held = db.updateTable('submission').set({ leasedUntil: (await leaseNow()) + leaseMs });
        const row = await held.where('id', '=', id).where('lease', '=', lease).returning('id').executeTakeFirst();
        return row !== undefined;
      }),
    finish: (id, lease, { status, graded, seed, marks }) =>
      context.write(async tx => {
        const outcome = { status, seed, graded: packed(graded), marks: JSON.stringify(marks) };
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
