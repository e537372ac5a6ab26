import type { Context, Db, Tx } from '../context.ts';
import type { Live } from '../live.ts';
import { newId, type Time } from '../values.ts';
import { identityIssuer, platformOf, type LtiDue } from './rows.ts';
import { anyColumn, wanted, type About } from './wanted.ts';

const MINUTE = 60_000;
/** Ms after which a score that could not be sent is tried again: doubled each time, from the first to the last. */
const WAITS = { first: MINUTE / 2, most: 6 * 60 * MINUTE };
/** Tries after which it waits for somebody to look: two days. */
const MOST_TRIES = 16;
/** Ms that a sender may take; a lease that ends later was given before the clock was set back. */
const LEASE = 2 * MINUTE;

/** How a class's scores are going. */
export interface LtiState {
  sent: number;
  waiting: number;
  /** Given up; in words of ours, and how many. */
  failed: Readonly<Record<string, number>>;
}

/** Scores for platforms: what they are to know is read from the work and from teachers' grades, and noted until they do. */
export interface Scores {
  /** Notes what has changed, of everybody or of one class or pupil; how many are to be sent. */
  want(about?: About): Promise<number>;
  /** The one that waits longest; nobody else gets it while its lease holds. */
  takeScore(): Promise<LtiDue | undefined>;
  /** The platform has it; false where the lease is lost. What has changed meanwhile is still due. */
  sent(due: LtiDue): Promise<boolean>;
  /** It could not be sent, in a word of ours, and is tried again; false where the lease is lost. */
  failed(due: LtiDue, fault: string): Promise<boolean>;
  /** Has those that were given up tried again. */
  retry(classId: string): Promise<void>;
  state(classId: string): Promise<LtiState>;
  /** Called when a pupil's grade may have changed, without `about` when anything may have. Gives what ends it. */
  onGrade(listener: (about?: About) => void): () => void;
}

export function scores(context: Context, live: Live): Scores {
  return {
    // Most changes concern no platform: those are to hold nobody up who writes.
    want: async about => {
      if (!(await context.read(db => anyColumn(db, about)))) return 0;
      return context.write(async tx => {
        let count = 0;
        for (const score of await wanted(tx, about)) count += await put(tx, score);
        return count;
      });
    },
    takeScore: async () => {
      const next = await context.read(db => dueNow(db, context.now()).executeTakeFirst());
      return next && context.write(take);
    },
    sent: ({ linkId, userId, lease, madeAt }) =>
      context.write(async ({ db, now }) => {
        const free = { lease: null, leasedUntil: null, attempts: 0, fault: null, nextAt: now() };
        const held = db.updateTable('ltiScore').where('linkId', '=', linkId).where('userId', '=', userId);
        const rows = held.where('lease', '=', lease).set(({ eb, case: choose }) => ({
          ...free,
          due: choose()
            .when(eb('madeAt', '=', madeAt))
            .then(0)
            .else(1)
            .end(),
        }));
        return (await rows.returning('linkId').executeTakeFirst()) !== undefined;
      }),
    failed: ({ linkId, userId, lease }, fault) =>
      context.write(async ({ db, now }) => {
        const theirs = db.selectFrom('ltiScore').select('attempts').where('linkId', '=', linkId);
        const row = await theirs.where('userId', '=', userId).where('lease', '=', lease).executeTakeFirst();
        if (!row) return false;
        const attempts = row.attempts + 1;
        const nextAt = now() + Math.min(WAITS.most, WAITS.first * 2 ** (attempts - 1));
        const set = { fault, attempts, nextAt, lease: null, leasedUntil: null, due: attempts < MOST_TRIES ? 1 : 0 };
        await db.updateTable('ltiScore').set(set).where('lease', '=', lease).execute();
        return true;
      }),
    retry: classId =>
      context.write(async ({ db, now }) => {
        const set = { due: 1, attempts: 0, nextAt: now() };
        await db
          .updateTable('ltiScore')
          .set(set)
          .where('classId', '=', classId)
          .where('fault', 'is not', null)
          .execute();
      }),
    state: classId =>
      context.read(async db =>
        stateOf(await db.selectFrom('ltiScore').select(['due', 'fault']).where('classId', '=', classId).execute()),
      ),
    onGrade: listener =>
      live.onAny(change => {
        if (change === undefined) return listener();
        const { classId, userId } = change;
        if (change.what === 'submission' || change.what === 'grade') listener({ classId, userId });
      }),
  };
}

function stateOf(rows: readonly { due: number; fault: string | null }[]): LtiState {
  const failed: Record<string, number> = {};
  for (const { due, fault } of rows) if (due === 0 && fault !== null) failed[fault] = (failed[fault] ?? 0) + 1;
  const sent = rows.filter(({ due, fault }) => due === 0 && fault === null).length;
  return { sent, waiting: rows.filter(({ due }) => due === 1).length, failed };
}

/** Notes a score where it is another than the one noted; 1 where it is. */
async function put(tx: Tx, score: { linkId: string; userId: string; classId: string; given: number }): Promise<number> {
  const { linkId, userId, given } = score;
  const held = tx.db.selectFrom('ltiScore').select(['given', 'madeAt']).where('linkId', '=', linkId);
  const before = await held.where('userId', '=', userId).executeTakeFirst();
  if (before?.given === given) return 0;
  const now = tx.now();
  const state = { given, due: 1, nextAt: now, attempts: 0, fault: null };
  // A platform refuses what is not newer than what it has (AGS 2.0, 3.4.7), and this clock may have been set back.
  const madeAt = Math.max(now, (before?.madeAt ?? 0) + 1);
  const row = tx.db.insertInto('ltiScore').values({ ...score, ...state, madeAt, lease: null, leasedUntil: null });
  const newer = (at: Time) =>
    row.onConflict(its => its.columns(['linkId', 'userId']).doUpdateSet({ ...state, madeAt: at }));
  await newer(madeAt).execute();
  return 1;
}

/** Those that may be taken at a moment, the one that waits longest first. */
function dueNow(db: Db, at: Time) {
  return (
    db
      .selectFrom('ltiScore')
      .select(['linkId', 'userId', 'given', 'madeAt'])
      .where('due', '=', 1)
      // What lies further ahead than any wait was noted before the clock was set back.
      .where(({ or, eb }) => or([eb('nextAt', '<=', at), eb('nextAt', '>', at + WAITS.most)]))
      .where(({ or, eb }) =>
        or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', at), eb('leasedUntil', '>', at + LEASE)]),
      )
      .orderBy('nextAt')
      .limit(1)
  );
}

async function take({ db, kind, now }: Tx): Promise<LtiDue | undefined> {
  const at = now();
  const rows = dueNow(db, at);
  const next = await (kind === 'postgres' ? rows.forUpdate().skipLocked() : rows).executeTakeFirst();
  if (!next) return undefined;
  const { linkId, userId } = next;
  const lease = newId();
  const held = db
    .updateTable('ltiScore')
    .set({ lease, leasedUntil: at + LEASE })
    .where('linkId', '=', linkId);
  await held.where('userId', '=', userId).execute();
  const link = await db.selectFrom('ltiLink').selectAll().where('id', '=', linkId).executeTakeFirstOrThrow();
  const platform = db.selectFrom('ltiPlatform').selectAll().where('id', '=', link.platformId);
  const there = platformOf(await platform.executeTakeFirstOrThrow());
  const identity = db.selectFrom('identity').select('subject').where('userId', '=', userId);
  const { subject } = await identity.where('issuer', '=', identityIssuer(there.issuer)).executeTakeFirstOrThrow();
  return { ...next, lease, platform: there, lineItem: link.lineItem ?? '', subject };
}
