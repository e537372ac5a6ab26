import { DataError, type Stores, type StoreSet, type User } from '../../data/index.server.ts';
import { nameFrom } from '../../rules/names.ts';
import { tokenHash } from '../tokens.ts';
import type { UniversityTrouble } from '../views.ts';
import type { Claims } from './provider.ts';
import type { TeacherRule } from './settings.ts';

/**
 * The user whom a provider's claims are about, made where there is none yet, or why they may not come in. Who it is says
 * the issuer with its `sub` alone (OpenID Connect Core 1.0, 5.7): nothing goes by a name or an e-mail address.
 */
export async function personOf(
  stores: Stores,
  claims: Claims,
  teachers: readonly TeacherRule[],
): Promise<User | UniversityTrouble> {
  try {
    return await stores.transaction(inside => foundOrMade(inside, claims, teachers));
  } catch (error) {
    if (!(error instanceof DataError) || error.fault !== 'conflict') throw error;
    // Made meanwhile, by a second window of theirs.
    return stores.transaction(inside => foundOrMade(inside, claims, teachers));
  }
}

async function foundOrMade(
  inside: StoreSet,
  claims: Claims,
  teachers: readonly TeacherRule[],
): Promise<User | UniversityTrouble> {
  const { iss, sub } = claims;
  if ((await inside.settings.get(closedKey(iss, sub))) !== undefined) return 'university-closed';
  const name = nameIn(claims);
  if (name === undefined) return 'university-nameless';
  const role = isTeacher(claims, teachers) ? 'teacher' : 'pupil';
  const known = await inside.people.byIdentity(iss, sub);
  if (known) return asNow(inside, known, { name, role });
  const user = await inside.people.create({ name, role });
  await inside.people.addIdentity(user.id, iss, sub);
  await inside.audit.append({ actor: user.id, action: 'university.join', subject: user.id, detail: { role } });
  return user;
}

/** Somebody who was here before, as the university has them today. */
async function asNow(
  inside: StoreSet,
  user: User,
  { name, role }: Pick<User, 'name' | 'role'>,
): Promise<User | UniversityTrouble> {
  const changed = user.role !== 'owner' && user.role !== role;
  if (changed && role === 'pupil') {
    // Classes would stay theirs to teach.
    if (await teachesSomewhere(inside, user.id)) return 'university-no-teacher';
    await inside.sessions.closeAll(user.id);
  }
  if (changed)
    await inside.audit.append({ actor: user.id, action: 'university.role', subject: user.id, detail: { role } });
  if (!changed && user.name === name) return user;
  return inside.people.update(user.id, { name, ...(changed && { role }) });
}

async function teachesSomewhere({ classes, roster }: StoreSet, userId: string): Promise<boolean> {
  for (const { id } of await classes.of(userId)) if ((await roster.member(id, userId))?.role === 'teacher') return true;
  return false;
}

/** Keeps somebody out who logs in elsewhere, whatever is said of them there from now on. */
export async function closeElsewhere(inside: StoreSet, userId: string): Promise<void> {
  for (const { issuer, subject } of await inside.people.identitiesOf(userId))
    await inside.settings.set(closedKey(issuer, subject), true);
}

/** It stays when the account has been deleted, so it tells nobody whose it was. */
function closedKey(issuer: string, subject: string): string {
  return `account.closed.${tokenHash(JSON.stringify([issuer, subject]))}`;
}

const LONGEST_NAME = 60;

/** What to call somebody (5.1); a user name or an e-mail address is none. */
function nameIn({ name, given_name: given, family_name: family, nickname }: Claims): string | undefined {
  const both = [given, family].filter(part => typeof part === 'string').join(' ');
  for (const said of [name, both, nickname]) {
    const read = typeof said === 'string' ? nameFrom([...said].slice(0, LONGEST_NAME).join('')) : undefined;
    if (read !== undefined) return read;
  }
  return undefined;
}

function isTeacher(claims: Claims, teachers: readonly TeacherRule[]): boolean {
  return teachers.some(({ claim, value }) =>
    [Object.hasOwn(claims, claim) ? claims[claim] : []].flat().includes(value),
  );
}
