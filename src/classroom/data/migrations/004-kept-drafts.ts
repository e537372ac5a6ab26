import type { Migration } from 'kysely/migration';

import type { Db, DbKind } from '../context.ts';
import { columnTypes } from './columns.ts';

/** Drafts that somebody has looked at stay when the others are thinned. */
export function keptDrafts(kind: DbKind): Migration {
  return {
    async up(db: Db) {
      const { int } = columnTypes(kind);
      await db.schema
        .alterTable('event')
        .addColumn('kept', int as never, its => its.notNull().defaultTo(0))
        .execute();
    },
  };
}
