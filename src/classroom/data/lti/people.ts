import { audited } from '../audit.ts';
import type { Tx } from '../context.ts';
import { putMember } from '../members.ts';
import { insertUser } from '../people.ts';
import type { ClassRole } from '../schema.ts';
import type { Actor } from '../values.ts';
import { identityIssuer, type LtiPerson } from './rows.ts';

/**
 * What stands in place of a pass phrase's hash: no phrase has it. Where there was none, whoever has the class's code could
 * take the pupil's place by joining under their name.
 */
const NO_PHRASE = 'lti';

/**
 * The user whom a platform tells of, made where there is none. They are nobody on this server but in the classes of their
 * courses: a platform makes neither owners nor teachers of it, and has no password to give.
 */
export async function userOf(tx: Tx, person: LtiPerson, fallback: string): Promise<string> {
  const { subject, name } = person;
  const issuer = identityIssuer(person.issuer);
  await tx.lock(`identity ${issuer} ${subject}`);
  const known = await tx.db
    .selectFrom('identity')
    .innerJoin('user', 'user.id', 'identity.userId')
    .select(['user.id', 'user.name', 'user.role'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (known) {
    // A name that a teacher or owner has chosen here is theirs.
    if (name !== undefined && name !== known.name && known.role === 'pupil')
      await tx.db.updateTable('user').set({ name }).where('id', '=', known.id).execute();
    return known.id;
  }
  const { id } = await insertUser(tx, { name: name ?? fallback, role: 'pupil' });
  await tx.db.insertInto('identity').values({ issuer, subject, userId: id }).execute();
  return id;
}

/** Makes somebody what their platform says they are in a class; a class keeps its last teacher. */
export async function takeIn(tx: Tx, by: Actor, classId: string, userId: string, role: ClassRole): Promise<ClassRole> {
  await tx.lock(`staff of ${classId}`);
  const members = tx.db.selectFrom('membership').select(['userId', 'role']).where('classId', '=', classId);
  const held = await members.where('userId', '=', userId).executeTakeFirst();
  if (held?.role === role) return role;
  if (held?.role === 'teacher') {
    const teachers = await members.where('role', '=', 'teacher').limit(2).execute();
    if (teachers.length === 1) return 'teacher';
  }
  await putMember(tx, { classId, userId, role });
  if (role === 'pupil') await closePhrase(tx, classId, userId);
  await audited(tx, { actor: by, action: 'member.add', subject: userId, detail: { classId, role } });
  tx.tell({ classId, what: 'roster', userId });
  return role;
}

async function closePhrase({ db }: Tx, classId: string, userId: string): Promise<void> {
  const open = db.updateTable('membership').set({ phraseHash: NO_PHRASE }).where('phraseHash', 'is', null);
  await open.where('classId', '=', classId).where('userId', '=', userId).execute();
}
