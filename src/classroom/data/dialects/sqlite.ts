import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDatabase,
  type TransactionSettings,
} from 'kysely';

import { Turns } from './turns.ts';

/** How long another process that writes is waited for, in milliseconds. */
const BUSY_MS = 10_000;
/** How long of it at once: SQLite waits with the whole thread, on which the other transaction may be. */
const AT_ONCE_MS = 10;

const SQLITE_BUSY = 5;
/** Statements that are kept prepared. */
const STATEMENTS = 200;

/**
 * Kysely over `node:sqlite`: one connection, whose users take turns in the order they came. A transaction takes the
 * right to write when it begins, so that none finds half-way that it may not.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: adapt(database) });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new FairDriver(this.#database);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Opens a file, which only its owner may read; makes it where there is none. Throws what SQLite says. */
export function openSqlite(path: string): DatabaseSync {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  else chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  // Of a page of 4 KiB, a row of a pupil's code would leave a third empty. Of a file that is there, it changes nothing.
  database.exec('pragma page_size = 8192');
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
  database.exec(`pragma busy_timeout = ${AT_ONCE_MS}`);
  return database;
}

/**
 * Writes the file anew without what was deleted, and empties the log (secure_delete alone leaves what SQLite moved
 * within a page). False where another process was reading, so that the log keeps some of it.
 */
export function scrub(database: DatabaseSync): boolean {
  try {
    database.exec('vacuum');
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
  const { busy } = database.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
  return busy === 0;
}

const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;

class FairDriver extends SqliteDriver {
  readonly #turns = new Turns();
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: adapt(database) });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turns.take();
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#turns.give();
    return super.releaseConnection();
  }

  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const begin = CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate');
    const until = performance.now() + BUSY_MS;
    for (;;) {
      try {
        return void (await connection.executeQuery(begin));
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw error;
        await setTimeout(Math.random() * AT_ONCE_MS);
      }
    }
  }

  /** After some faults, a full disk for one, SQLite has done so itself. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** The driver takes turns itself: Kysely's own lock lets whoever comes at the right moment go first. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite's tables are made in transactions like all else, so two processes cannot migrate at once. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

type Prepared = ReturnType<SqliteDatabase['prepare']>;

/** Prepares each statement once, as long as it is among the last `STATEMENTS`: half of a short one's time goes into that. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, Prepared>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = prepared.get(sql) ?? prepare(database, sql);
      prepared.delete(sql);
      prepared.set(sql, statement);
      if (prepared.size > STATEMENTS) prepared.delete(prepared.keys().next().value!);
      return statement;
    },
  };
}

function prepare(database: DatabaseSync, sql: string): Prepared {
  const statement = database.prepare(sql);
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: parameters => statement.all(...values(parameters)),
    run: parameters => statement.run(...values(parameters)),
    // Two that go through one statement at once would be in each other's way.
    iterate: parameters => database.prepare(sql).iterate(...values(parameters)),
  };
}
