import { AsyncLocalStorage } from 'node:async_hooks';
import { sql, type Kysely } from 'kysely';

import type { Change } from './changes.ts';
import { isClash, toDataError } from './faults.ts';
import { CHANNEL } from './listen.ts';
import type { Live } from './live.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;
export type DbKind = 'sqlite' | 'postgres';

/** What happens within one transaction. */
export interface Tx {
  db: Db;
  kind: DbKind;
  now: () => number;
  /** The time by which leases run: the database's own, for workers on several computers whose clocks differ. */
  leaseNow(): Promise<number>;
  /** Told to listeners once the transaction has been committed. */
  tell(change: Change): void;
  /** Until the transaction ends nobody else gets past the same name; in SQLite one transaction writes at a time anyway. */
  lock(name: string): Promise<void>;
}

/** A database as the stores use it, by itself or within a transaction; what a driver throws comes as a `DataError`. */
export interface Context {
  kind: DbKind;
  now: () => number;
  /** Whether this is within a transaction. */
  nested: boolean;
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface Opened {
  db: Db;
  kind: DbKind;
  now: () => number;
  /** Whether `now` is none that was given, but this computer's clock. */
  ownClock: boolean;
  live: Live;
}

/** How often a transaction is tried that clashed with another. */
const TRIES = 5;
const inTransaction = new AsyncLocalStorage<true>();

export function contextOf(opened: Opened): Context {
  const { db, kind, now } = opened;
  return {
    kind,
    now,
    nested: false,
    read: work => guarded(() => work(db)),
    write: work => guarded(() => tried(() => transaction(opened, work), TRIES)),
  };
}

export function contextWithin(tx: Tx): Context {
  return { kind: tx.kind, now: tx.now, nested: true, read: work => work(tx.db), write: work => work(tx) };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  // It would wait for the transaction that it is part of.
  if (inTransaction.getStore()) throw new Error('within transaction(), use the stores that it gives');
  try {
    return await work();
  } catch (error) {
    throw toDataError(error);
  }
}

async function tried<T>(work: () => Promise<T>, tries: number): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries <= 1 || !isClash(error)) throw error;
    return tried(work, tries - 1);
  }
}

async function transaction<T>({ db, kind, now, live, ownClock }: Opened, work: (tx: Tx) => Promise<T>): Promise<T> {
  const changes: Change[] = [];
  const result = await db.transaction().execute(async trx => {
    const lock = async (name: string): Promise<void> => {
      if (kind === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
    };
    const leaseNow = () => (kind === 'postgres' && ownClock ? databaseNow(trx) : Promise.resolve(now()));
    const tx: Tx = { db: trx, kind, now, leaseNow, tell: change => void changes.push(change), lock };
    const done = await inTransaction.run(true, () => work(tx));
    if (kind === 'postgres') await notify(trx, changes);
    return done;
  });
  if (kind === 'sqlite') for (const change of changes) live.tell(change);
  return result;
}

/** PostgreSQL passes them on when the transaction is committed, to every process. */
async function notify(db: Db, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const told = changes.map(change => JSON.stringify(change));
  await sql`select pg_notify(${CHANNEL}, told) from unnest(${told}::text[]) as told`.execute(db);
}

async function databaseNow(db: Db): Promise<number> {
  const { rows } = await sql<{
    now: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
  return rows[0]!.now;
}
