/** The database that a command is about: a file, or the address of a PostgreSQL. Throws where none is named. */
export function databaseOf(named: string | undefined): string {
  if (named) return named;
  throw new Error('name the database: --database <file or postgres://...>');
}
