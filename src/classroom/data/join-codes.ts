import { note } from './class-note.ts';
import type { Class } from './class.ts';
import type { Context, Db, Tx } from './context.ts';
import type { JoinCodeTable } from './schema.ts';
import type { Actor, Time } from './values.ts';

export type JoinCode = JoinCodeTable;

/** Codes with which pupils join a class by themselves. */
export interface JoinCodes {
  /** `conflict` where the code is taken: try another. Earlier codes of the class are closed. */
  openCode(by: Actor, classId: string, code: string, expiresAt: Time): Promise<JoinCode>;
  closeCode(by: Actor, classId: string): Promise<void>;
  /** The open one of a class. */
  codeOf(classId: string): Promise<JoinCode | undefined>;
  /** The class that an open code leads to, unless it is archived. */
  byCode(code: string): Promise<Class | undefined>;
}

export function joinCodesStore(context: Context): JoinCodes {
  const close = ({ db, now }: Tx, classId: string) =>
    db
      .updateTable('joinCode')
      .set({ closedAt: now() })
      .where('classId', '=', classId)
      .where('closedAt', 'is', null)
      .execute();
  const open = (db: Db) =>
    db.selectFrom('joinCode').selectAll().where('closedAt', 'is', null).where('expiresAt', '>', context.now());

  return {
    openCode: (by, classId, code, expiresAt) =>
      context.write(async tx => {
        await close(tx, classId);
        const row = { code, classId, createdAt: tx.now(), expiresAt, closedAt: null };
        const made = await tx.db.insertInto('joinCode').values(row).returningAll().executeTakeFirstOrThrow();
        await note(tx, by, classId, 'code.open');
        return made;
      }),
    closeCode: (by, classId) =>
      context.write(async tx => {
        await close(tx, classId);
        await note(tx, by, classId, 'code.close');
      }),
    codeOf: classId => context.read(db => open(db).where('classId', '=', classId).executeTakeFirst()),
    byCode: code =>
      context.read(async db => {
        const held = await open(db).where('code', '=', code).executeTakeFirst();
        if (!held) return undefined;
        const theirs = db.selectFrom('class').selectAll().where('id', '=', held.classId);
        return theirs.where('archivedAt', 'is', null).executeTakeFirst();
      }),
  };
}
