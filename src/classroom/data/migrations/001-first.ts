import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

import type { Db, DbKind } from '../context.ts';
import { columnTypes, type ColumnTypes } from './columns.ts';

/** A column: its type, `?` behind it where it may be null. */
type Column = 'text' | 'int' | 'text?' | 'int?' | 'auto';

export interface Table {
  columns: Record<string, Column>;
  key?: string[];
  unique?: string[][];
  /** Columns, the table they refer to and its columns; a row goes with the one that it refers to. */
  refers?: [string[], string, string[]][];
}

export const MEMBER: [string[], string, string[]] = [['class_id', 'user_id'], 'membership', ['class_id', 'user_id']];
export const CLASS: [string[], string, string[]] = [['class_id'], 'class', ['id']];
const USER: [string[], string, string[]] = [['user_id'], 'user', ['id']];

/** In an order in which each refers only to those before. All work hangs on the membership: it goes with it. */
const TABLES: Record<string, Table> = {
  user: {
    columns: { id: 'text', name: 'text', role: 'text', email: 'text?', password_hash: 'text?', created_at: 'int' },
    key: ['id'],
    unique: [['email']],
  },
  identity: {
    columns: { issuer: 'text', subject: 'text', user_id: 'text' },
    key: ['issuer', 'subject'],
    refers: [USER],
  },
  session: {
    columns: { token_hash: 'text', user_id: 'text', created_at: 'int', expires_at: 'int', seen_at: 'int' },
    key: ['token_hash'],
    refers: [USER],
  },
  passkey: {
    columns: {
      id: 'text',
      user_id: 'text',
      public_key: 'text',
      counter: 'int',
      transports: 'text',
      label: 'text',
      created_at: 'int',
      used_at: 'int?',
    },
    key: ['id'],
    refers: [USER],
  },
  ticket: {
    columns: { purpose: 'text', key_hash: 'text', value: 'text', expires_at: 'int' },
    key: ['purpose', 'key_hash'],
  },
  class: {
    columns: {
      id: 'text',
      name: 'text',
      created_at: 'int',
      created_by: 'text',
      archived_at: 'int?',
      retention_at: 'int?',
      event_count: 'int',
    },
    key: ['id'],
  },
  membership: {
    columns: {
      class_id: 'text',
      user_id: 'text',
      role: 'text',
      phrase_hash: 'text?',
      external_id: 'text?',
      joined_at: 'int',
    },
    key: ['class_id', 'user_id'],
    refers: [CLASS, USER],
  },
  join_code: {
    columns: { code: 'text', class_id: 'text', created_at: 'int', expires_at: 'int', closed_at: 'int?' },
    key: ['code'],
    refers: [CLASS],
  },
  chapter_opening: {
    columns: { class_id: 'text', chapter: 'text', opens_at: 'int?', closes_at: 'int?' },
    key: ['class_id', 'chapter'],
    refers: [CLASS],
  },
  deadline: {
    columns: { class_id: 'text', unit: 'text', due_at: 'int' },
    key: ['class_id', 'unit'],
    refers: [CLASS],
  },
  extension: {
    columns: { class_id: 'text', unit: 'text', user_id: 'text', due_at: 'int', reason: 'text' },
    key: ['class_id', 'user_id', 'unit'],
    refers: [MEMBER],
  },
  announcement: {
    columns: { id: 'text', class_id: 'text', created_by: 'text', created_at: 'int', body: 'text' },
    key: ['id'],
    refers: [CLASS],
  },
  event: {
    columns: {
      class_id: 'text',
      user_id: 'text',
      id: 'text',
      seq: 'int',
      device: 'text',
      counter: 'int',
      lesson: 'text',
      kind: 'text',
      made_at: 'int',
      received_at: 'int',
      body: 'text',
    },
    key: ['class_id', 'user_id', 'id'],
    unique: [['class_id', 'seq']],
    refers: [MEMBER],
  },
  latest_event: {
    columns: {
      class_id: 'text',
      user_id: 'text',
      lesson: 'text',
      kind: 'text',
      counter: 'int',
      device: 'text',
      event_id: 'text',
    },
    key: ['class_id', 'user_id', 'lesson', 'kind'],
    refers: [MEMBER],
  },
  submission: {
    columns: {
      seq: 'auto',
      id: 'text',
      class_id: 'text',
      user_id: 'text',
      lesson: 'text',
      event_id: 'text?',
      status: 'text',
      files: 'text',
      claimed: 'text',
      graded: 'text?',
      seed: 'text?',
      marks: 'text',
      lease: 'text?',
      leased_by: 'text?',
      leased_until: 'int?',
      attempts: 'int',
      created_at: 'int',
      graded_at: 'int?',
    },
    unique: [['id']],
    refers: [MEMBER],
  },
  grade_override: {
    columns: {
      seq: 'auto',
      id: 'text',
      class_id: 'text',
      user_id: 'text',
      lesson: 'text',
      grade: 'int?',
      reason: 'text',
      created_by: 'text',
      created_at: 'int',
    },
    unique: [['id']],
    refers: [MEMBER],
  },
  comment: {
    columns: {
      seq: 'auto',
      id: 'text',
      class_id: 'text',
      user_id: 'text',
      lesson: 'text',
      event_id: 'text',
      path: 'text',
      line: 'int',
      body: 'text',
      created_by: 'text',
      created_at: 'int',
    },
    unique: [['id']],
    refers: [MEMBER],
  },
  audit: {
    columns: {
      seq: 'int',
      at: 'int',
      actor: 'text',
      action: 'text',
      subject: 'text',
      detail: 'text',
      prev_hash: 'text',
      hash: 'text',
    },
    key: ['seq'],
  },
  setting: { columns: { key: 'text', value: 'text', changed_at: 'int' }, key: ['key'] },
  throttle: { columns: { key: 'text', count: 'int', started_at: 'int' }, key: ['key'] },
};

/** What is looked for otherwise than by a key: table and columns. */
const INDEXES: [string, ...string[]][] = [
  ['session', 'user_id'],
  ['session', 'expires_at'],
  ['passkey', 'user_id'],
  ['identity', 'user_id'],
  ['membership', 'user_id'],
  ['join_code', 'class_id'],
  ['announcement', 'class_id', 'created_at'],
  ['event', 'class_id', 'user_id', 'lesson', 'counter'],
  ['submission', 'status', 'seq'],
  ['submission', 'class_id', 'user_id', 'lesson'],
  ['grade_override', 'class_id', 'user_id'],
  ['comment', 'class_id', 'user_id', 'lesson'],
  ['audit', 'subject'],
  ['audit', 'actor'],
];

export function first(kind: DbKind): Migration {
  return {
    async up(db: Db) {
      for (const [name, table] of Object.entries(TABLES)) await create(db, name, table, columnTypes(kind));
      for (const [table, ...columns] of INDEXES) await index(db, table, columns);
    },
  };
}

export async function index(db: Db, table: string, columns: string[]): Promise<void> {
  const name = [table, ...columns].join('_');
  await db.schema.createIndex(name).on(table).columns(columns).execute();
}

export async function create(db: Db, name: string, table: Table, types: ColumnTypes): Promise<void> {
  let made = db.schema.createTable(name).modifyEnd(types.end);
  for (const [column, type] of Object.entries(table.columns))
    made = made.addColumn(column, typeOf(type, types), its => (/^(text|int)$/.test(type) ? its.notNull() : its));
  if (table.key) made = made.addPrimaryKeyConstraint(`${name}_key`, table.key as never);
  for (const columns of table.unique ?? [])
    made = made.addUniqueConstraint([name, ...columns].join('_'), columns as never);
  for (const [columns, other, theirs] of table.refers ?? [])
    made = made.addForeignKeyConstraint(`${name}_of_${other}`, columns as never, other, theirs, its =>
      its.onDelete('cascade'),
    );
  await made.execute();
}

const typeOf = (type: Column, types: ColumnTypes) => sql`${types[type.replace('?', '') as 'text' | 'int' | 'auto']}`;
