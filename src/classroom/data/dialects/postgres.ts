import { PostgresDialect } from 'kysely';
import pg from 'pg';

/** How long a connection is waited for, in milliseconds. */
const CONNECT_MS = 5000;
/** How long one statement may take: a lock that is never given back is an error, not a hang. */
const STATEMENT_MS = 60_000;
const INT8 = 20;

/** Whole numbers come as numbers: all of ours are below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
};

/** How to reach the database at `url`; what is confirmed is on its disk, whatever the server's default is. */
export function postgresConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
    options: '-c synchronous_commit=on',
    types,
  };
}

/** Kysely over `pg`, with up to ten connections. */
export function postgresDialect(url: string): PostgresDialect {
  const pool = new pg.Pool({ ...postgresConfig(url), max: 10 });
  // A connection that breaks while nobody uses it: who asks next is told.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
