import { audited } from './audit.ts';
import type { Context, Db, Tx } from './context.ts';
import { DataError, found } from './errors.ts';
import { putMember } from './members.ts';
import { insertUser } from './people.ts';
import type { ClassRole, MembershipTable } from './schema.ts';
import type { Actor, Json, Time } from './values.ts';

export interface Member {
  classId: string;
  userId: string;
  name: string;
  role: ClassRole;
  phraseHash: string | null;
  externalId: string | null;
  joinedAt: Time;
}

export interface NewPupil {
  name: string;
  phraseHash: string | null;
  externalId?: string | null;
}

/** Who is in a class. What takes `by` is audited with it, in one transaction. */
export interface Roster {
  /** A new pupil, who is a new user; `by` is undefined when they join by themselves. */
  addPupil(by: Actor | undefined, classId: string, pupil: NewPupil): Promise<Member>;
  /** All or none, in the order given. */
  addPupils(by: Actor, classId: string, pupils: readonly NewPupil[]): Promise<Member[]>;
  /** Somebody who has an account: a teacher, an assistant, a pupil from elsewhere. Again changes the role. */
  add(by: Actor, classId: string, userId: string, role: ClassRole): Promise<Member>;
  /** A teacher or an assistant; `conflict` for the last teacher, and for pupils, who go with their work by `retention`. */
  remove(by: Actor, classId: string, userId: string): Promise<void>;
  member(classId: string, userId: string): Promise<Member | undefined>;
  /** By name, then by when they joined. */
  members(classId: string, role?: ClassRole): Promise<Member[]>;
  /** Pupils of that very name (NFC, case counts): several may have one. */
  pupilsNamed(classId: string, name: string): Promise<Member[]>;
  rename(by: Actor, classId: string, userId: string, name: string): Promise<Member>;
  setPhrase(by: Actor, classId: string, userId: string, phraseHash: string): Promise<void>;
  setExternalId(by: Actor, classId: string, userId: string, externalId: string | null): Promise<void>;
}

export function rosterStore(context: Context): Roster {
  return { ...joining(context), ...changing(context), ...reading(context) };
}

function joining(context: Context) {
  return {
    addPupil: (by, classId, pupil) =>
      context.write(async tx => {
        const userId = await addPupil(tx, by, classId, pupil);
        return theMember(tx.db, classId, userId);
      }),
    addPupils: (by, classId, pupils) =>
      context.write(async tx => {
        const members: Member[] = [];
        for (const pupil of pupils)
          members.push(await theMember(tx.db, classId, await addPupil(tx, by, classId, pupil)));
        return members;
      }),
    add: (by, classId, userId, role) =>
      context.write(async tx => {
        await putMember(tx, { classId, userId, role });
        await note(tx, by, classId, userId, 'member.add', { role });
        return theMember(tx.db, classId, userId);
      }),
  } satisfies Partial<Roster>;
}

function changing(context: Context) {
  const change = (by: Actor, classId: string, userId: string, action: string, set: Partial<MembershipTable>) =>
    context.write(async tx => {
      await theMember(tx.db, classId, userId);
      const theirs = tx.db.updateTable('membership').set(set).where('classId', '=', classId);
      await theirs.where('userId', '=', userId).execute();
      await note(tx, by, classId, userId, action);
    });

  return {
    remove: (by, classId, userId) =>
      context.write(async tx => {
        await tx.lock(`staff of ${classId}`);
        const { role } = await theMember(tx.db, classId, userId);
        if (role === 'pupil') throw new DataError('conflict', 'a pupil goes with their work, by retention');
        const teachers = await membersOf(tx.db, classId).where('membership.role', '=', 'teacher').execute();
        if (role === 'teacher' && teachers.length === 1)
          throw new DataError('conflict', 'the class has no other teacher');
        const gone = tx.db.deleteFrom('membership').where('classId', '=', classId).where('userId', '=', userId);
        await gone.execute();
        await note(tx, by, classId, userId, 'member.remove');
      }),
    rename: (by, classId, userId, name) =>
      context.write(async tx => {
        await theMember(tx.db, classId, userId);
        await tx.db.updateTable('user').set({ name }).where('id', '=', userId).execute();
        await note(tx, by, classId, userId, 'member.rename');
        return theMember(tx.db, classId, userId);
      }),
    setPhrase: (by, classId, userId, phraseHash) => change(by, classId, userId, 'phrase.set', { phraseHash }),
    setExternalId: (by, classId, userId, externalId) => change(by, classId, userId, 'member.number', { externalId }),
  } satisfies Partial<Roster>;
}

function reading(context: Context) {
  return {
    member: (classId, userId) =>
      context.read(db => membersOf(db, classId).where('userId', '=', userId).executeTakeFirst()),
    members: (classId, role) =>
      context.read(db => {
        const all = membersOf(db, classId).orderBy('name').orderBy('joinedAt').orderBy('userId');
        return (role === undefined ? all : all.where('membership.role', '=', role)).execute();
      }),
    pupilsNamed: (classId, name) =>
      context.read(db => {
        const named = membersOf(db, classId)
          .where('name', '=', name.normalize())
          .where('membership.role', '=', 'pupil');
        return named.orderBy('joinedAt').orderBy('userId').execute();
      }),
  } satisfies Partial<Roster>;
}

const membersOf = (db: Db, classId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.userId')
    .select(['classId', 'userId', 'name', 'membership.role', 'phraseHash', 'externalId', 'joinedAt'])
    .where('classId', '=', classId);

async function theMember(db: Db, classId: string, userId: string): Promise<Member> {
  return found(await membersOf(db, classId).where('userId', '=', userId).executeTakeFirst(), 'the member');
}

/** A new user in a class; their id. */
async function addPupil(tx: Tx, by: Actor | undefined, classId: string, pupil: NewPupil): Promise<string> {
  const { id } = await insertUser(tx, { name: pupil.name.normalize(), role: 'pupil' });
  const { phraseHash, externalId = null } = pupil;
  await putMember(tx, { classId, userId: id, role: 'pupil', phraseHash, externalId });
  await note(tx, by ?? id, classId, id, 'member.add', { role: 'pupil' });
  return id;
}

/** Audits what was done to a member, and tells of it. */
async function note(
  tx: Tx,
  by: Actor,
  classId: string,
  userId: string,
  action: string,
  detail: Record<string, Json> = {},
): Promise<void> {
  await audited(tx, { actor: by, action, subject: userId, detail: { classId, ...detail } });
  tx.tell({ classId, what: 'roster', userId });
}
