import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';

import type { Db, DbKind } from '../context.ts';
import { DataError } from '../errors.ts';
import { first } from './001-first.ts';
import { lti } from './002-lti.ts';
import { keptDrafts } from './004-kept-drafts.ts';

/** By name, in the order in which they are made; one that was ever released is never changed. */
const MIGRATIONS: Readonly<Record<string, (kind: DbKind) => Migration>> = {
  '001-first': first,
  '002-lti': lti,
  '004-kept-drafts': keptDrafts,
};

export const NEWEST = Object.keys(MIGRATIONS).sort().at(-1)!;

/** Of all programs that migrate: who comes second waits, and finds it done. */
const LOCK = 7_263_001;

/**
 * Brings the tables to version `to`, the newest unless told, in one transaction. Rejects with `newer` where a version that
 * is not known here has been in it.
 */
export async function migrate(db: Db, kind: DbKind, to: string = NEWEST): Promise<void> {
  await db.transaction().execute(async trx => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx);
    const made = Object.entries(MIGRATIONS).map(([name, make]) => [name, make(kind)] as const);
    const provider = { getMigrations: () => Promise.resolve(Object.fromEntries(made)) };
    const migrator = new Migrator({ db: trx, provider });
    const { error } = await migrator.migrateTo(to);
    if (error) throw asNewer(error);
  });
}

function asNewer(error: unknown): unknown {
  if (!(error instanceof Error) || !/corrupted migrations/.test(error.message)) return error;
  return new DataError('newer', 'the database is of a newer version', { cause: error });
}
