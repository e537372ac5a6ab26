import { nameFrom, nameKey } from '../../rules/names.ts';
import type { Class, ClassRole, User } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import type { Ask } from '../http/ask.ts';
import { cookieIn, setCookie } from '../http/cookies.ts';
import { Problem } from '../http/problem.ts';
import type { Trouble, View } from '../views.ts';

/** Characters of a password (NIST SP 800-63B-4, 3.1.1.2: 15 where nothing else is asked for); longer than any phrase. */
const SHORTEST_PASSWORD = 15;
const LONGEST_PASSWORD = 200;

/** A page of this class's, in the language of the request. */
export function classPath({ lang }: Pick<Ask, 'lang'>, ...parts: string[]): string {
  return `/${[lang, 'class', ...parts].join('/')}/`;
}

/** The classes that somebody is in, each with what they are there. */
export async function classesOf(
  { room: { stores } }: Pick<Ask, 'room'>,
  userId: string,
): Promise<{ klass: Class; role: ClassRole }[]> {
  const found = (await stores.classes.of(userId)).map(async klass => {
    const member = await stores.roster.member(klass.id, userId);
    return member ? [{ klass, role: member.role }] : [];
  });
  return (await Promise.all(found)).flat();
}

const WORKS_IN = 'works-in';
const A_MONTH = 30 * 86_400;

/** Notes in the browser in which of their classes somebody is at work: who is in several came by one of them last. */
export function atClass({ secure }: Pick<Ask, 'secure'>, classId: string): string {
  return setCookie(WORKS_IN, classId, { maxAge: A_MONTH, secure });
}

/** The class that `atClass` has noted last, whoever was here then. */
export function classNoted({ request }: Pick<Ask, 'request'>): string | undefined {
  return cookieIn(request.headers.cookie, WORKS_IN);
}

/** What every view has of the one who asks. */
export function common({ me }: Pick<Ask, 'me'>): { me?: { name: string; role: User['role'] } } {
  return me ? { me: { name: me.user.name, role: me.user.role } } : {};
}

/** A form that was not carried out: its page again, with why. */
export function again(view: View, trouble: Trouble, typed: Readonly<Record<string, string>> = {}): Answer {
  return { view: { ...view, trouble, typed }, status: 422 };
}

/** As `again`, for what `work` throws when there were too many tries. */
export async function limited(view: View, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 429) throw error;
    const minutes = Math.max(1, Math.ceil((error.retryAfterMs ?? 0) / 60_000));
    return { view: { ...view, trouble: 'too-many', minutes }, status: 429 };
  }
}

/** A new password out of a form, of whatever characters; undefined where it is too short, or too long to be one. */
export function passwordFrom({ password = '' }: Readonly<Record<string, string>>): string | undefined {
  const length = [...password].length;
  return length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD ? undefined : password;
}

/** A new name and password out of a form, or what is wrong with them. */
export async function newLogIn({ room }: Ask, form: Readonly<Record<string, string>>): Promise<NewLogIn | Trouble> {
  const name = nameFrom(form['name'] ?? '');
  if (name === undefined) return 'name';
  const password = passwordFrom(form);
  if (password === undefined) return 'password-short';
  const staff = await room.stores.people.staff();
  // Names are what passwords go with: whoever logs in elsewhere takes none away.
  const taken = staff.some(one => one.passwordHash !== null && nameKey(one.name) === nameKey(name));
  return taken ? 'name-taken' : { name, password };
}

export interface NewLogIn {
  name: string;
  password: string;
}
