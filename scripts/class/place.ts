import { databaseUrl } from '../../src/classroom/server/data-folder.ts';

/** The database that a command is about: a file, or the address of a PostgreSQL; the one of `npm start` unless told. */
export function databaseOf(named: string | undefined): string {
  return named ?? databaseUrl();
}
