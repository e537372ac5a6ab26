import { existsSync } from 'node:fs';

import { isPostgres } from '../../src/classroom/data/index.server.ts';
import { databaseUrl } from '../../src/classroom/server/data-folder.ts';

/** The database that a command is about: a file, or the address of a PostgreSQL; the one of `npm start` unless told. */
export function databaseOf(named: string | undefined): string {
  return named ?? databaseUrl();
}

/** The same, where it has to be there already: a name with a slip in it would make a new, empty one. */
export function existingDatabase(named: string | undefined): string {
  const database = databaseOf(named);
  if (isPostgres(database) || existsSync(database)) return database;
  throw new Error(
    `There is no database ${database}. npm start makes one; another is named with --database <file or postgres://...>`,
  );
}
