import { sql } from 'kysely';

import type { Db, Tx } from './context.ts';
import { found } from './errors.ts';
import { unpacked, type Json, type Time } from './values.ts';

/** All that is held of one pupil, by table; hashes of secrets are left out. */
export interface PupilExport {
  format: 'handshake-pupil';
  version: 1;
  madeAt: Time;
  user: Json;
  tables: Record<string, Json[]>;
}

/** Tables that hold something of a user, each with the columns that say so; the audit has them as actor and subject. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  identity: ['user_id'],
  session: ['user_id'],
  passkey: ['user_id'],
  membership: ['user_id'],
  extension: ['user_id'],
  event: ['user_id'],
  submission: ['user_id'],
  grade_override: ['user_id', 'created_by'],
  comment: ['user_id', 'created_by'],
  lti_score: ['user_id'],
  announcement: ['created_by'],
  audit: ['subject', 'actor'],
};
/** Hashes of secrets are of no use to whoever asks what is held of them, and of some to a thief; a lease is nobody's. */
const LEFT_OUT = ['password_hash', 'phrase_hash', 'token_hash', 'lease', 'leased_by', 'leased_until'];
const JSON_COLUMNS = ['body', 'files', 'claimed', 'graded', 'marks', 'detail', 'transports'];

type Row = Record<string, string | number | null>;

/** All that is held of one user, or with a class what that class may know of them. Rejects with `missing`. */
export async function exportOf({ db, now }: Tx, userId: string, classId?: string): Promise<PupilExport> {
  const [user] = await rowsOf(db, 'user', ['id'], userId);
  const tables: Record<string, Json[]> = {};
  for (const [table, columns] of Object.entries(TABLES)) {
    const rows = await rowsOf(db, table, columns, userId);
    tables[table] = classId === undefined ? rows : rows.filter(row => classOf(row) === classId);
  }
  return { format: 'handshake-pupil', version: 1, madeAt: now(), user: found(user, 'the user'), tables };
}

/** The class that a row belongs to; of the audit by its detail. Log-ins belong to none. */
function classOf(row: Json): unknown {
  const { class_id: own, detail } = row as { class_id?: unknown; detail?: { classId?: unknown } | null };
  return own ?? detail?.classId;
}

async function rowsOf(db: Db, table: string, columns: readonly string[], userId: string): Promise<Json[]> {
  const theirs = sql.join(
    columns.map(column => sql`${sql.ref(column)} = ${userId}`),
    sql` or `,
  );
  const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${theirs}`.execute(db.withoutPlugins());
  return rows.map(row => shown(table, row));
}

function shown(table: string, row: Row): Json {
  const entries = Object.entries(row).filter(([column]) => !LEFT_OUT.includes(column));
  return Object.fromEntries(
    entries.map(([column, value]) => {
      const isJson = JSON_COLUMNS.includes(column) && !(column === 'body' && table !== 'event');
      return [column, isJson && typeof value === 'string' ? unpacked(value) : value];
    }),
  );
}
