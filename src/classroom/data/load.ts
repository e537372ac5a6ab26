import { sql } from 'kysely';

import { verifyAudit } from './audit.ts';
import { contextOf, type Db, type Opened, type Tx } from './context.ts';
import { lineOf, type Last, type Row } from './dump.ts';
import { DataError } from './errors.ts';
import { TABLES } from './tables.ts';

/** How many values one statement takes at most. */
const VALUES = 5000;

/**
 * Puts the rows of a dump, without its header, into an empty database of the same version: all or none. Resolves with how
 * many there are of each table and the audit's head, compared with what the dump says. Rejects with `conflict` where
 * something is in the database already, with `damaged` where the dump is cut off or its audit is not the same.
 */
export async function load(opened: Opened, lines: AsyncIterable<string>): Promise<Last> {
  return contextOf(opened).write(async tx => {
    await mustBeEmpty(tx.db);
    const last = await insertAll(tx, lines);
    await numberOn(tx);
    const verdict = await verifyAudit(tx.db);
    const there: Last = { counts: await countsOf(tx.db), head: verdict.sound ? verdict.head : null };
    if (!isSame(there, last)) throw new DataError('damaged', 'what arrived is not what was sent: use another backup');
    return there;
  });
}

/** How many rows each table has. */
export async function countsOf(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of TABLES) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(db);
    counts[name] = rows[0]!.n;
  }
  return counts;
}

async function mustBeEmpty(db: Db): Promise<void> {
  const full = Object.entries(await countsOf(db)).filter(([, count]) => count > 0);
  if (full.length > 0) throw new DataError('conflict', 'the database that it would go to has data in it already');
}

async function insertAll({ db }: Tx, lines: AsyncIterable<string>): Promise<Last> {
  let batch: { table: string; rows: Row[] } = { table: '', rows: [] };
  let last: Last | undefined;
  for await (const line of lines) {
    if (last) throw new DataError('damaged', 'the backup goes on after its end: use another one');
    const read = lineOf(line);
    if ('last' in read) last = read.last;
    else if (read.table !== batch.table || isFull(batch.rows)) {
      await insert(db, batch.table, batch.rows);
      batch = { table: read.table, rows: [read.row] };
    } else batch.rows.push(read.row);
  }
  await insert(db, batch.table, batch.rows);
  if (!last) throw new DataError('damaged', 'the backup has no end, it was cut off: use another one');
  return last;
}

const isFull = (rows: readonly Row[]): boolean => rows.length * Object.keys(rows[0]!).length >= VALUES;

async function insert(db: Db, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const names = sql.join(columns.map(column => sql.ref(column)));
  const values = sql.join(rows.map(row => sql`(${sql.join(columns.map(column => sql`${row[column] ?? null}`))})`));
  await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(db.withoutPlugins());
}

/** PostgreSQL numbers on from where its own count is, whatever rows were put in. */
async function numberOn({ db, kind }: Tx): Promise<void> {
  if (kind === 'sqlite') return;
  for (const { name } of TABLES.filter(({ numbered }) => numbered)) {
    const next = sql`(select coalesce(max(seq), 0) + 1 from ${sql.table(name)})`;
    await sql`select setval(pg_get_serial_sequence(${name}, 'seq'), ${next}, false)`.execute(db);
  }
}

function isSame(there: Last, sent: Last): boolean {
  const same = TABLES.every(({ name }) => there.counts[name] === (sent.counts[name] ?? 0));
  return same && there.head?.seq === sent.head?.seq && there.head?.hash === sent.head?.hash;
}
