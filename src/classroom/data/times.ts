import { note } from './class-note.ts';
import type { Context } from './context.ts';
import type { ChapterOpeningTable, DeadlineTable, ExtensionTable } from './schema.ts';
import type { Actor, Time } from './values.ts';

export type ChapterOpening = Omit<ChapterOpeningTable, 'classId'>;
export type Deadline = Omit<DeadlineTable, 'classId'>;
export type Extension = Omit<ExtensionTable, 'classId'>;

/** When chapters are open and work is due. */
export interface Times {
  /** A chapter that has no row is open. */
  setOpening(by: Actor, classId: string, opening: ChapterOpening): Promise<void>;
  openings(classId: string): Promise<ChapterOpening[]>;

  /** Null takes it away. */
  setDeadline(by: Actor, classId: string, unit: string, dueAt: Time | null): Promise<void>;
  deadlines(classId: string): Promise<Deadline[]>;
  /** Null takes it away. */
  setExtension(by: Actor, classId: string, extension: Omit<Extension, 'dueAt'> & { dueAt: Time | null }): Promise<void>;
  extensions(classId: string, userId?: string): Promise<Extension[]>;
}

export function timesStore(context: Context): Times {
  return {
    setOpening: (by, classId, { chapter, opensAt, closesAt }) =>
      context.write(async tx => {
        const row = tx.db.insertInto('chapterOpening').values({ classId, chapter, opensAt, closesAt });
        const again = row.onConflict(its => its.columns(['classId', 'chapter']).doUpdateSet({ opensAt, closesAt }));
        await again.execute();
        await note(tx, by, classId, 'chapter.set', { chapter, opensAt, closesAt });
      }),
    openings: classId =>
      context.read(db => {
        const rows = db.selectFrom('chapterOpening').select(['chapter', 'opensAt', 'closesAt']);
        return rows.where('classId', '=', classId).orderBy('chapter').execute();
      }),
    setDeadline: (by, classId, unit, dueAt) =>
      context.write(async tx => {
        await tx.db.deleteFrom('deadline').where('classId', '=', classId).where('unit', '=', unit).execute();
        if (dueAt !== null) await tx.db.insertInto('deadline').values({ classId, unit, dueAt }).execute();
        await note(tx, by, classId, 'deadline.set', { unit, dueAt });
      }),
    deadlines: classId =>
      context.read(db => {
        const rows = db.selectFrom('deadline').select(['unit', 'dueAt']).where('classId', '=', classId);
        return rows.orderBy('dueAt').orderBy('unit').execute();
      }),
    setExtension: (by, classId, { userId, unit, dueAt, reason }) =>
      context.write(async tx => {
        const held = tx.db.deleteFrom('extension').where('classId', '=', classId).where('userId', '=', userId);
        await held.where('unit', '=', unit).execute();
        if (dueAt !== null)
          await tx.db.insertInto('extension').values({ classId, userId, unit, dueAt, reason }).execute();
        await note(tx, by, classId, 'extension.set', { userId, unit, dueAt });
      }),
    extensions: (classId, userId) =>
      context.read(db => {
        const all = db.selectFrom('extension').select(['userId', 'unit', 'dueAt', 'reason']);
        const rows = all.where('classId', '=', classId).orderBy('unit').orderBy('userId');
        return (userId === undefined ? rows : rows.where('userId', '=', userId)).execute();
      }),
  };
}
