import { note } from './class-note.ts';
import type { Context } from './context.ts';
import type { AnnouncementTable } from './schema.ts';
import { newId, type Actor } from './values.ts';

export type Announcement = AnnouncementTable;

/** What a teacher tells a class. */
export interface Announcements {
  announce(by: Actor, classId: string, body: string): Promise<Announcement>;
  withdraw(by: Actor, classId: string, id: string): Promise<void>;
  /** Newest first. */
  announcements(classId: string): Promise<Announcement[]>;
}

export function announcementsStore(context: Context): Announcements {
  return {
    announce: (by, classId, body) =>
      context.write(async tx => {
        const row = { id: newId(), classId, createdBy: by, createdAt: tx.now(), body };
        const made = await tx.db.insertInto('announcement').values(row).returningAll().executeTakeFirstOrThrow();
        await note(tx, by, classId, 'announcement.add', { id: row.id }, 'announcement');
        return made;
      }),
    withdraw: (by, classId, id) =>
      context.write(async tx => {
        await tx.db.deleteFrom('announcement').where('classId', '=', classId).where('id', '=', id).execute();
        await note(tx, by, classId, 'announcement.withdraw', { id }, 'announcement');
      }),
    announcements: classId =>
      context.read(db => {
        const rows = db.selectFrom('announcement').selectAll().where('classId', '=', classId);
        return rows.orderBy('createdAt', 'desc').orderBy('id').execute();
      }),
  };
}
