import { audited } from './audit.ts';
import type { Change } from './changes.ts';
import type { Context, Db, Tx } from './context.ts';
import { found } from './errors.ts';
import { putMember } from './members.ts';
import type { ClassTable } from './schema.ts';
import { newId, type Actor, type Json, type Time } from './values.ts';

export interface Class {
  id: string;
  name: string;
  createdAt: Time;
  createdBy: string;
  archivedAt: Time | null;
  retentionAt: Time | null;
  /** `seq` of the newest event. */
  eventCount: number;
}

export interface JoinCode {
  code: string;
  classId: string;
  createdAt: Time;
  expiresAt: Time;
  closedAt: Time | null;
}

export interface ChapterOpening {
  chapter: string;
  /** Null: open at once. */
  opensAt: Time | null;
  /** Null: stays open. */
  closesAt: Time | null;
}

export interface Deadline {
  /** A chapter's or a lesson's slug. */
  unit: string;
  dueAt: Time;
}

export interface Extension extends Deadline {
  userId: string;
  reason: string;
}

export interface Announcement {
  id: string;
  classId: string;
  createdBy: string;
  createdAt: Time;
  body: string;
}

/** Classes and what a teacher sets for them. What takes `by` is audited with it, in one transaction. */
export interface Classes {
  /** With `by` as its teacher. */
  create(by: Actor, values: { name: string; retentionAt?: Time | null }): Promise<Class>;
  get(id: string): Promise<Class | undefined>;
  /** Those somebody belongs to, oldest first. */
  of(userId: string): Promise<Class[]>;
  all(): Promise<Class[]>;
  update(by: Actor, id: string, changes: { name?: string; retentionAt?: Time | null }): Promise<Class>;
  archive(by: Actor, id: string, archived: boolean): Promise<Class>;

  /** `conflict` where the code is taken: try another. Earlier codes of the class are closed. */
  openCode(by: Actor, classId: string, code: string, expiresAt: Time): Promise<JoinCode>;
  closeCode(by: Actor, classId: string): Promise<void>;
  /** The open one of a class. */
  codeOf(classId: string): Promise<JoinCode | undefined>;
  /** The class that an open code leads to, unless it is archived. */
  byCode(code: string): Promise<Class | undefined>;

  /** A chapter that has no row is open. */
  setOpening(by: Actor, classId: string, opening: ChapterOpening): Promise<void>;
  openings(classId: string): Promise<ChapterOpening[]>;

  /** Null takes it away. */
  setDeadline(by: Actor, classId: string, unit: string, dueAt: Time | null): Promise<void>;
  deadlines(classId: string): Promise<Deadline[]>;
  /** Null takes it away. */
  setExtension(by: Actor, classId: string, extension: Omit<Extension, 'dueAt'> & { dueAt: Time | null }): Promise<void>;
  extensions(classId: string, userId?: string): Promise<Extension[]>;

  announce(by: Actor, classId: string, body: string): Promise<Announcement>;
  withdraw(by: Actor, classId: string, id: string): Promise<void>;
  /** Newest first. */
  announcements(classId: string): Promise<Announcement[]>;
}

export function classesStore(context: Context): Classes {
  return { ...theClasses(context), ...joinCodes(context), ...times(context), ...announcements(context) };
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

function joinCodes(context: Context) {
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
  } satisfies Partial<Classes>;
}

function times(context: Context) {
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
  } satisfies Partial<Classes>;
}

function announcements(context: Context) {
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
  } satisfies Partial<Classes>;
}

/** Audits what was done to a class, and tells of it. */
async function note(
  tx: Tx,
  by: Actor,
  classId: string,
  action: string,
  detail: Json = {},
  what: Change['what'] = 'class',
): Promise<void> {
  await audited(tx, { actor: by, action, subject: classId, detail });
  tx.tell({ classId, what });
}
