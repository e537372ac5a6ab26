import { audited } from './audit.ts';
import { chunksOf } from './chunks.ts';
import { contextWithin, type Context, type Db, type Tx } from './context.ts';
import { found } from './errors.ts';
import { exportOf, type PupilExport } from './export.ts';
import { dropExpired } from './sessions.ts';
import { settingsStore } from './settings.ts';
import { SYSTEM, type Actor } from './values.ts';

/**
 * Whether the bytes are gone from SQLite's file too; false where another process was reading it, and then the next sweep
 * does it. PostgreSQL overwrites them in its own time.
 */
export interface Deleted {
  scrubbed: boolean;
}

/** What goes and what is given out. What is deleted is gone from every table but the audit, which has only ids. */
export interface Retention {
  /** A pupil's data in a class; their user too where they are in no other and are no teacher. */
  deletePupil(by: Actor, classId: string, userId: string): Promise<Deleted>;
  /** The class and everything in it, pupils who are in no other included. */
  deleteClass(by: Actor, classId: string): Promise<Deleted>;
  /** Deletes pupils of classes whose date has passed, accounts from elsewhere that are in none, what has expired; how many pupils. */
  sweep(): Promise<Deleted & { pupils: number }>;
  exportPupil(by: Actor, userId: string, classId?: string): Promise<PupilExport>;
}

/** Set while deleted rows may still lie in SQLite's file. */
const UNSCRUBBED = 'data.unscrubbed';

/** `scrub` cleans the database's file; whether it could. */
export function retentionStore(context: Context, scrub: () => Promise<boolean>): Retention {
  const settings = settingsStore(context);

  const deleted = async (): Promise<Deleted> => {
    const scrubbed = await context.read(scrub);
    if (scrubbed) await settings.remove(UNSCRUBBED);
    return { scrubbed };
  };
  const remove = async (work: (tx: Tx) => Promise<unknown>): Promise<Deleted> => {
    await context.write(async tx => {
      await work(tx);
      await settingsStore(contextWithin(tx)).set(UNSCRUBBED, true);
    });
    return deleted();
  };

  return {
    deletePupil: (by, classId, userId) => remove(tx => deletePupil(tx, by, classId, userId)),
    deleteClass: (by, classId) => remove(tx => deleteClass(tx, by, classId)),
    sweep: async () => {
      const pupils = await context.write(sweep);
      if (pupils > 0) await settings.set(UNSCRUBBED, true);
      const due = (await settings.get(UNSCRUBBED)) !== undefined;
      return { pupils, ...(due ? await deleted() : { scrubbed: true }) };
    },
    exportPupil: (by, userId, classId) =>
      context.write(async tx => {
        const held = await exportOf(tx, userId, classId);
        await audited(tx, { actor: by, action: 'pupil.export', subject: userId });
        return held;
      }),
  };
}

async function deletePupil(tx: Tx, by: Actor, classId: string, userId: string): Promise<void> {
  const theirs = tx.db.deleteFrom('membership').where('classId', '=', classId).where('userId', '=', userId);
  found(await theirs.where('role', '=', 'pupil').returning('userId').executeTakeFirst(), 'the pupil');
  await dropWhoIsNowhere(tx.db, [userId]);
  await audited(tx, { actor: by, action: 'pupil.delete', subject: userId, detail: { classId } });
  tx.tell({ classId, what: 'deleted', userId });
}

async function deleteClass(tx: Tx, by: Actor, classId: string): Promise<void> {
  const pupils = await pupilsOf(tx.db, classId);
  // Teachers whom a learning platform has sent are nobody on this server outside of its classes, as pupils are.
  const everybody = await membersOf(tx.db, classId).execute();
  const gone = tx.db.deleteFrom('class').where('id', '=', classId).returning('id');
  found(await gone.executeTakeFirst(), 'the class');
  await dropWhoIsNowhere(
    tx.db,
    everybody.map(({ userId }) => userId),
  );
  await audited(tx, { actor: by, action: 'class.delete', subject: classId, detail: { pupils: pupils.length } });
  tx.tell({ classId, what: 'deleted' });
}

async function sweep(tx: Tx): Promise<number> {
  let count = 0;
  const due = tx.db.selectFrom('class').select('id').where('retentionAt', '<=', tx.now());
  for (const { id } of await due.orderBy('id').execute()) {
    const pupils = await pupilsOf(tx.db, id);
    for (const userId of pupils) await deletePupil(tx, SYSTEM, id, userId);
    count += pupils.length;
  }
  await dropExpired(tx);
  await dropVisitors(tx.db);
  return count;
}

/** Who came by a log-in from elsewhere, joined no class and has left: nothing is kept of them. */
async function dropVisitors(db: Db): Promise<void> {
  await db
    .deleteFrom('user')
    .where('role', '=', 'pupil')
    .where('passwordHash', 'is', null)
    .where('id', 'in', db.selectFrom('identity').select('userId'))
    .where('id', 'not in', db.selectFrom('membership').select('userId'))
    .where('id', 'not in', db.selectFrom('session').select('userId'))
    .execute();
}

async function pupilsOf(db: Db, classId: string): Promise<string[]> {
  const rows = await membersOf(db, classId).where('role', '=', 'pupil').orderBy('userId').execute();
  return rows.map(({ userId }) => userId);
}

const membersOf = (db: Db, classId: string) =>
  db.selectFrom('membership').select('userId').where('classId', '=', classId);

/** Deletes those of the pupils who are in no class any more, with their sessions and keys. */
async function dropWhoIsNowhere(db: Db, pupils: readonly string[]): Promise<void> {
  for (const some of chunksOf(pupils, 1000))
    await db
      .deleteFrom('user')
      .where('id', 'in', some)
      .where('role', '=', 'pupil')
      .where('id', 'not in', db.selectFrom('membership').select('userId'))
      .execute();
}
