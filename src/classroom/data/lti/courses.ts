import { note } from '../class-note.ts';
import type { Context, Db, Tx } from '../context.ts';
import { found } from '../errors.ts';
import type { ClassRole, ClassTable } from '../schema.ts';
import { newId, SYSTEM, type Actor } from '../values.ts';
import { takeIn, userOf } from './people.ts';
import type { ContextKey, LtiContext, LtiLink, LtiPerson } from './rows.ts';

export interface Entered {
  userId: string;
  classId: string;
  role: ClassRole;
}

/** What a launch says besides who. */
export interface Launched {
  /** What the class is called where it is new, already fit to be kept. */
  title: string;
  /** What somebody without a name is called. */
  fallback: string;
  membershipsUrl: string | null;
}

/** Courses of platforms and the classes that they are here. */
export interface Courses {
  /**
   * Somebody comes by a launch: a user, a member of the course's class. A teacher's first launch makes the class;
   * undefined where nobody has done so yet, or the date of the class has come, and then nothing is kept.
   */
  enter(key: ContextKey, person: LtiPerson, launched: Launched): Promise<Entered | undefined>;
  /** Members as the platform tells of them, into the class; how many there are. Nobody is taken out. */
  putMembers(key: ContextKey, people: readonly LtiPerson[], fallback: string): Promise<number>;
  /** That they could not be read, in a word of ours. */
  membersFailed(key: ContextKey, fault: string): Promise<void>;
  contextsOf(classId: string): Promise<LtiContext[]>;
  /** Notes where a link leads, and its column in the gradebook, where it has one. */
  putLink(link: Omit<LtiLink, 'id'>): Promise<LtiLink>;
}

export function courses(context: Context): Courses {
  return {
    enter: (key, person, launched) =>
      context.write(async tx => {
        await tx.lock(`lti ${key.platformId} ${key.deployment} ${key.context}`);
        const held = await courseOf(tx.db, key);
        if (!held && person.role !== 'teacher') return undefined;
        if (held && person.role === 'pupil' && (await isOver(tx, held.classId))) return undefined;
        const userId = await userOf(tx, person, launched.fallback);
        const classId = held?.classId ?? (await newCourse(tx, key, userId, launched));
        if (held && held.membershipsUrl !== launched.membershipsUrl && launched.membershipsUrl !== null)
          await change(tx.db, key, { membershipsUrl: launched.membershipsUrl });
        return { userId, classId, role: await takeIn(tx, userId, classId, userId, person.role) };
      }),
    putMembers: (key, people, fallback) =>
      context.write(async tx => {
        await tx.lock(`lti ${key.platformId} ${key.deployment} ${key.context}`);
        const { classId } = found(await courseOf(tx.db, key), 'the course');
        // In one order for all, so that two that wait for each other do not.
        const coming = (await isOver(tx, classId)) ? people.filter(({ role }) => role !== 'pupil') : people;
        const users: [userId: string, role: ClassRole][] = [];
        for (const person of coming.toSorted((one, other) => (one.subject < other.subject ? -1 : 1)))
          users.push([await userOf(tx, person, fallback), person.role]);
        for (const [userId, role] of users) await takeIn(tx, SYSTEM, classId, userId, role);
        await change(tx.db, key, { readAt: tx.now(), fault: null });
        return people.length;
      }),
    membersFailed: (key, fault) => context.write(({ db }) => change(db, key, { fault })),
    contextsOf: classId =>
      context.read(db => {
        const all = db.selectFrom('ltiContext').selectAll().where('classId', '=', classId);
        return all.orderBy('platformId').orderBy('deployment').orderBy('context').execute();
      }),
    putLink: link =>
      context.write(({ db }) => {
        // Some platforms name the column in launches of pupils only.
        const { lineItem, ...rest } = link;
        const set = lineItem === null ? rest : link;
        const row = db.insertInto('ltiLink').values({ ...link, id: newId() });
        const put = row.onConflict(its => its.columns(['platformId', 'deployment', 'link']).doUpdateSet(set));
        return put.returningAll().executeTakeFirstOrThrow();
      }),
  };
}

/** Whether the class's date has come, after which its pupils' data go by themselves: nobody is to work here any more. */
async function isOver({ db, now }: Tx, classId: string): Promise<boolean> {
  const row = await db.selectFrom('class').select('retentionAt').where('id', '=', classId).executeTakeFirst();
  return row !== undefined && row.retentionAt !== null && row.retentionAt <= now();
}

function courseOf(db: Db, key: ContextKey): Promise<LtiContext | undefined> {
  return withKey(db.selectFrom('ltiContext').selectAll(), key).executeTakeFirst();
}

async function change(db: Db, key: ContextKey, set: Partial<LtiContext>): Promise<void> {
  await withKey(db.updateTable('ltiContext').set(set), key).execute();
}

function withKey<T extends { where(column: keyof ContextKey, op: '=', value: string): T }>(
  rows: T,
  { platformId, deployment, context }: ContextKey,
): T {
  return rows.where('platformId', '=', platformId).where('deployment', '=', deployment).where('context', '=', context);
}

/** A class for a course, whose first teacher is `by`. */
async function newCourse(tx: Tx, key: ContextKey, by: Actor, { title, membershipsUrl }: Launched): Promise<string> {
  const { platformId, deployment, context } = key;
  const nothing = { archivedAt: null, retentionAt: null, eventCount: 0 };
  const klass: ClassTable = { id: newId(), name: title, createdAt: tx.now(), createdBy: by, ...nothing };
  await tx.db.insertInto('class').values(klass).execute();
  const course = { platformId, deployment, context, classId: klass.id, membershipsUrl, readAt: null, fault: null };
  await tx.db.insertInto('ltiContext').values(course).execute();
  await note(tx, by, klass.id, 'class.create');
  return klass.id;
}
