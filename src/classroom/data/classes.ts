import { announcementsStore, type Announcements } from './announcements.ts';
import { note } from './class-note.ts';
import type { Class } from './class.ts';
import type { Context } from './context.ts';
import { found } from './errors.ts';
import { joinCodesStore, type JoinCodes } from './join-codes.ts';
import { putMember } from './members.ts';
import type { ClassTable } from './schema.ts';
import { timesStore, type Times } from './times.ts';
import { newId, type Actor, type Time } from './values.ts';

/** Classes and what a teacher sets for them. What takes `by` is audited with it, in one transaction. */
export interface Classes extends JoinCodes, Times, Announcements {
  /** With `by` as its teacher. */
  create(by: Actor, values: { name: string; retentionAt?: Time | null }): Promise<Class>;
  get(id: string): Promise<Class | undefined>;
  /** Those somebody belongs to, oldest first. */
  of(userId: string): Promise<Class[]>;
  all(): Promise<Class[]>;
  update(by: Actor, id: string, changes: { name?: string; retentionAt?: Time | null }): Promise<Class>;
  archive(by: Actor, id: string, archived: boolean): Promise<Class>;
}

export function classesStore(context: Context): Classes {
  const inClasses = { ...joinCodesStore(context), ...timesStore(context), ...announcementsStore(context) };
  return { ...theClasses(context), ...inClasses };
}

function theClasses(context: Context) {
  const change = (by: Actor, id: string, action: string, set: Partial<ClassTable>): Promise<Class> =>
    context.write(async tx => {
      const changed = tx.db.updateTable('class').set({ ...set, id });
      const row = await changed.where('id', '=', id).returningAll().executeTakeFirst();
      await note(tx, by, id, action);
      return found(row, 'the class');
    });

  return {
    create: (by, { name, retentionAt = null }) =>
      context.write(async tx => {
        const row = {
          id: newId(),
          name,
          createdAt: tx.now(),
          createdBy: by,
          archivedAt: null,
          retentionAt,
          eventCount: 0,
        };
        const made = await tx.db.insertInto('class').values(row).returningAll().executeTakeFirstOrThrow();
        await putMember(tx, { classId: row.id, userId: by, role: 'teacher' });
        await note(tx, by, row.id, 'class.create');
        return made;
      }),
    get: id => context.read(db => db.selectFrom('class').selectAll().where('id', '=', id).executeTakeFirst()),
    of: userId =>
      context.read(db =>
        db
          .selectFrom('class')
          .innerJoin('membership', 'membership.classId', 'class.id')
          .selectAll('class')
          .where('userId', '=', userId)
          .orderBy('createdAt')
          .orderBy('id')
          .execute(),
      ),
    all: () => context.read(db => db.selectFrom('class').selectAll().orderBy('createdAt').orderBy('id').execute()),
    update: (by, id, changes) => change(by, id, 'class.update', changes),
    archive: (by, id, archived) =>
      change(by, id, archived ? 'class.archive' : 'class.unarchive', { archivedAt: archived ? context.now() : null }),
  } satisfies Partial<Classes>;
}
