import { sql, type ControlledTransaction } from 'kysely';
import { z } from 'zod';

import { verifyAudit } from './audit.ts';
import type { Opened } from './context.ts';
import { DataError } from './errors.ts';
import { NEWEST } from './migrations/index.ts';
import { toDataError } from './faults.ts';
import type { Database } from './schema.ts';
import { TABLES, type TableName } from './tables.ts';

/**
 * All rows as lines of JSON, the same for both databases: a header, a line `[table, row]` for each, and a last line that
 * counts them, so that a file that was cut off is known.
 */
export type Row = Record<string, string | number | null>;

const value = z.union([z.string(), z.number(), z.null()]);
export const headerSchema = z.object({
  format: z.literal('handshake-class'),
  version: z.literal(1),
  /** The newest migration that had been made. */
  migration: z.string(),
  madeAt: z.number(),
});
const rowSchema = z.tuple([z.enum(TABLES.map(({ name }) => name)), z.record(z.string().regex(/^[a-z_]+$/), value)]);
const lastSchema = z.object({
  counts: z.record(z.string(), z.number()),
  /** Of the audit; null where its chain was broken already. */
  head: z.object({ seq: z.number(), hash: z.string() }).nullable(),
});

export type Header = z.infer<typeof headerSchema>;
export type Last = z.infer<typeof lastSchema>;

const PAGE = 500;

/** What was in the database at one moment, while others may go on writing; each without its newline. */
export async function* dump({ db, now }: Opened): AsyncGenerator<string, void> {
  const begin = db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  const snapshot = await begin.execute();
  try {
    const header: Header = { format: 'handshake-class', version: 1, migration: NEWEST, madeAt: now() };
    yield JSON.stringify(header);
    const counts: Record<string, number> = {};
    for (const table of TABLES) {
      counts[table.name] = 0;
      for await (const row of rowsOf(snapshot, table)) {
        counts[table.name]!++;
        yield JSON.stringify([table.name, row]);
      }
    }
    const verdict = await verifyAudit(snapshot);
    const last: Last = { counts, head: verdict.sound ? verdict.head : null };
    yield JSON.stringify(last);
  } catch (error) {
    throw toDataError(error);
  } finally {
    await snapshot.rollback().execute();
  }
}

/** In the order of the key, a page at a time. */
async function* rowsOf(db: ControlledTransaction<Database>, { name, key }: TableName): AsyncGenerator<Row, void> {
  const columns = sql.join(key.map(column => sql.ref(column)));
  let after = sql``;
  for (;;) {
    const page = sql<Row>`select * from ${sql.table(name)} ${after} order by ${columns} limit ${PAGE}`;
    const { rows } = await page.execute(db.withoutPlugins());
    yield* rows;
    const end = rows.at(-1);
    if (rows.length < PAGE || !end) return;
    after = sql`where (${columns}) > (${sql.join(key.map(column => sql`${end[column]}`))})`;
  }
}

/** The header of a backup. Throws `damaged` where the line is none, `newer` where this version does not know it. */
export function headerOf(line: string | undefined): Header {
  const header = headerSchema.safeParse(parsed(line));
  if (!header.success)
    throw new DataError('damaged', 'this is no backup of a class: name a file that `backup` has written');
  if (header.data.migration > NEWEST) throw new DataError('newer', 'the backup was made by a newer version');
  return header.data;
}

/** A row of a backup, or its last line. Throws `damaged`. */
export function lineOf(line: string): { table: string; row: Row } | { last: Last } {
  const json = parsed(line);
  const row = rowSchema.safeParse(json);
  if (row.success) return { table: row.data[0], row: row.data[1] };
  const last = lastSchema.safeParse(json);
  if (!last.success) throw new DataError('damaged', 'the backup has a line that makes no sense: use another one');
  return { last: last.data };
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}
