import { LANGS, type Lang } from '../../../i18n/strings.ts';
import { nameKey } from '../../rules/names.ts';
import type { User } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import { meIn, type Ask } from '../http/ask.ts';
import { countTry } from '../limits.ts';
import { passkeyPlace } from '../passkeys.ts';
import { hashSecret, isOutdated, isSecret } from '../passwords.ts';
import { noCookies, openSession } from '../sessions.ts';
import { classView, type ViewOf } from '../views.ts';
import { again, classesOf, classPath, common, limited, newLogIn } from './common.ts';

/** The purpose of the link with which the first owner comes. */
export const SET_UP = 'set-up';

/** `/class/`, short enough to be typed from a wall, in the language that a browser asks for first (RFC 9110, 12.5.4). */
export function byLanguage({ request }: Ask): Promise<Answer> {
  return Promise.resolve({ to: classPath({ lang: langWanted(request) }) });
}

export function langWanted({ headers }: Ask['request']): Lang {
  const first = /[a-z]{2}/i.exec(headers['accept-language'] ?? '')?.[0].toLowerCase();
  return LANGS.find(lang => lang === first) ?? 'en';
}

export async function home(ask: Ask): Promise<Answer> {
  const { stores, university } = ask.room;
  const mine = ask.me ? await classesOf(ask, ask.me.user.id) : [];
  const classes = mine.map(({ klass, role }) => classView(klass, role));
  const left = university && !ask.me && ask.query.has('left') && { link: (await university.ending()) !== undefined };
  const [ready, mayJoin] = [await stores.people.hasOwner(), (await accountOf(ask)) !== undefined];
  const rest = { ready, classes, mayJoin, university: university?.name, ...(left && { left }) };
  return { view: { page: 'home', ...common(ask), ...rest } };
}

/** The name of the one who asks, where they are a pupil by an account from elsewhere. */
export async function accountOf({ me, room }: Ask): Promise<string | undefined> {
  if (me?.user.role !== 'pupil') return undefined;
  return (await room.stores.people.withIdentity([me.user.id])).size > 0 ? me.user.name : undefined;
}

/** Logs somebody in, and goes on at a page of the class. */
export async function enter(ask: Ask, user: User, to = classPath(ask)): Promise<Answer> {
  const { stores, now } = ask.room;
  if (ask.me) await stores.sessions.close(ask.me.tokenHash);
  return { to, cookies: await openSession(stores, user, ask.secure, now()) };
}

export async function showSetUp(ask: Ask): Promise<Answer> {
  const token = ask.query.get('token') ?? '';
  const view: ViewOf<'set-up'> = { page: 'set-up', ...common(ask), token, plain: isPlain(ask) };
  return (await ask.room.stores.tickets.peek(SET_UP, token)) === undefined ? again(view, 'link') : { view };
}

export async function setUp(ask: Ask): Promise<Answer> {
  const { stores } = ask.room;
  const form = await ask.form();
  const token = form['token'] ?? '';
  const view: ViewOf<'set-up'> = { page: 'set-up', ...common(ask), token, plain: isPlain(ask) };
  if ((await stores.tickets.peek(SET_UP, token)) === undefined) return again(view, 'link');
  const wanted = await newLogIn(ask, form);
  if (typeof wanted === 'string') return again(view, wanted, { name: form['name'] ?? '' });
  const passwordHash = await hashSecret(wanted.password);
  if ((await stores.tickets.take(SET_UP, token)) === undefined) return again(view, 'link');
  const owner = await stores.people.createFirstOwner({ name: wanted.name, passwordHash });
  return owner ? enter(ask, owner) : again(view, 'link');
}

export function showLogIn(ask: Ask): Promise<Answer> {
  return Promise.resolve({ view: logInView(ask) });
}

/** The page on which somebody logs in, in each way that there is. */
export function logInView(ask: Ask, next = ask.query.get('next') ?? ''): ViewOf<'log-in'> {
  const ways = { university: ask.room.university?.name, passkeys: passkeyPlace(ask) !== undefined };
  return { page: 'log-in', ...common(ask), next: nextIn(next), plain: isPlain(ask), ...ways };
}

export async function logIn(ask: Ask): Promise<Answer> {
  const { stores } = ask.room;
  const form = await ask.form();
  const { name = '', password = '' } = form;
  const view = logInView(ask, form['next']);
  return limited(view, async () => {
    const forget = await countTry(stores, 'log-in', { address: ask.address, name: nameKey(name) });
    // Whoever logs in elsewhere may have the same name.
    const own = (await stores.people.staff()).filter(({ passwordHash }) => passwordHash !== null);
    const user = own.find(one => nameKey(one.name) === nameKey(name));
    // Asked in any case, so that the time tells nobody who is here.
    const right = await isSecret(password, user?.passwordHash);
    if (!user || !right) return again(view, 'log-in', { name });
    await forget();
    if (isOutdated(user.passwordHash!))
      await stores.people.update(user.id, { passwordHash: await hashSecret(password) });
    return enter(ask, user, view.next || undefined);
  });
}

/** Whether others could read what is typed: it neither stays in this computer nor is it encrypted. */
export function isPlain({ secure, address }: Ask): boolean {
  return !secure && address !== '::1' && !address.startsWith('127.');
}

/** A page of a class to go on at, to join with a code too; nothing that leads anywhere else. */
export function nextIn(path: string): string {
  return /^\/[a-z]{2}\/class\/[\w/-]*(\?code=[\w-]*)?$/.test(path) ? path : '';
}

export async function logOut(ask: Ask): Promise<Answer> {
  const { university, stores } = ask.room;
  const { user, tokenHash } = meIn(ask);
  await stores.sessions.close(tokenHash);
  const identities = university ? await stores.people.identitiesOf(user.id) : [];
  const isThere = identities.some(identity => university?.vouchesFor(identity));
  return { to: `${classPath(ask)}${isThere ? '?left' : ''}`, cookies: noCookies(ask.secure) };
}
