import type { DatabaseSync } from 'node:sqlite';
import { CamelCasePlugin, Kysely, sql } from 'kysely';

import type { Opened } from './context.ts';
import { postgresDialect } from './dialects/postgres.ts';
import { NodeSqliteDialect, openSqlite, scrub } from './dialects/sqlite.ts';
import { toDataError } from './faults.ts';
import { listen } from './listen.ts';
import { Live } from './live.ts';
import { migrate } from './migrations/index.ts';
import type { Database } from './schema.ts';

export interface OpenOptions {
  /** `postgres://...`, or the path of an SQLite file, which is made where there is none. */
  url: string;
  /** Milliseconds since 1970; `Date.now` unless told. */
  now?: () => number;
}

export interface OpenedDatabase extends Opened {
  /** Cleans SQLite's file of what was deleted; whether it could. */
  scrub(): Promise<boolean>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** Opens the database and brings its tables to the version `to`, the newest unless told. Rejects with a `DataError`. */
export async function openDatabase({ url, now }: OpenOptions, to?: string): Promise<OpenedDatabase> {
  try {
    return isPostgres(url) ? await openPostgres(url, now, to) : await openFile(url, now ?? Date.now, to);
  } catch (error) {
    throw toDataError(error);
  }
}

async function openFile(path: string, now: () => number, to?: string): Promise<OpenedDatabase> {
  const database = openSqlite(path);
  try {
    return await overSqlite(database, now, to);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The same over a database that `openSqlite` has opened. */
export async function overSqlite(database: DatabaseSync, now: () => number, to?: string): Promise<OpenedDatabase> {
  const db = kyselyOver(new NodeSqliteDialect(database));
  await migrate(db, 'sqlite', to);
  const close = () => closeFile(db, database);
  return {
    ...common(db),
    kind: 'sqlite',
    now,
    ownClock: false,
    live: new Live(),
    scrub: () => inTurn(db, () => scrub(database)),
    close,
  };
}

/** Waits for who has the turn, and then closes. */
async function closeFile(db: Kysely<Database>, database: DatabaseSync): Promise<void> {
  if (database.isOpen) await inTurn(db, () => undefined);
  await db.destroy();
}

/** Does what is no query when no transaction is under way. */
function inTurn<T>(db: Kysely<Database>, work: () => T): Promise<T> {
  return db.connection().execute(() => Promise.resolve(work()));
}

async function openPostgres(url: string, given: OpenOptions['now'], to?: string): Promise<OpenedDatabase> {
  const db = kyselyOver(postgresDialect(url));
  const live = new Live();
  try {
    await migrate(db, 'postgres', to);
    const unlisten = await listen(url, live);
    const close = async (): Promise<void> => {
      await unlisten();
      await db.destroy();
    };
    const clock = { now: given ?? (() => Date.now()), ownClock: given === undefined };
    return { ...common(db), ...clock, kind: 'postgres', live, scrub: () => Promise.resolve(true), close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function kyselyOver(dialect: NodeSqliteDialect | ReturnType<typeof postgresDialect>): Kysely<Database> {
  return new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
}

function common(db: Kysely<Database>) {
  const ping = async (): Promise<void> => {
    try {
      await sql`select 1`.execute(db);
    } catch (error) {
      throw toDataError(error);
    }
  };
  return { db, ping };
}
