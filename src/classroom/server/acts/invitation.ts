import type { Actor, Stores, User } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import { meIn, type Ask } from '../http/ask.ts';
import type { Fields } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { hashSecret } from '../passwords.ts';
import { newToken } from '../tokens.ts';
import type { Trouble, ViewOf } from '../views.ts';
import { again, classPath, common, newLogIn, passwordFrom } from './common.ts';
import { enter, isPlain } from './entrance.ts';
import { showPeople } from './owner.ts';

const PURPOSE = 'invitation';
const DAY = 86_400_000;
/** Ms that a link holds. */
const INVITED_FOR = 7 * DAY;

/** A link by which one teacher can come, or with `user` in the path that teacher choose a new password; shown this once. */
export async function invite(ask: Ask): Promise<Answer> {
  const { stores, now } = ask.room;
  const id = ask.params['user'];
  if (id !== undefined && (await stores.people.byId(id))?.role !== 'teacher') throw new Problem(404);
  // A password here would outlive what the university says of them.
  if (id !== undefined && (await stores.people.withIdentity([id])).size > 0) throw new Problem(409);
  const token = await newInvitation(stores, meIn(ask).user.id, id, now());
  return showPeople(ask, `${classPath(ask, 'invited')}?token=${token}`);
}

/** The token of a new link: for somebody new, or for `user` to choose a new password. */
export async function newInvitation(stores: Stores, by: Actor, user: string | undefined, now: number): Promise<string> {
  const token = newToken();
  await stores.tickets.put(PURPOSE, token, user === undefined ? {} : { user }, now + INVITED_FOR);
  const action = user === undefined ? 'teacher.invite' : 'teacher.reset';
  await stores.audit.append({ actor: by, action, subject: user ?? by });
  return token;
}

export async function showInvitation(ask: Ask): Promise<Answer> {
  const { view, isGood } = await pageOf(ask, ask.query.get('token') ?? '');
  return isGood ? { view } : again(view, 'link');
}

/** A teacher comes by a link, and chooses a name and a password; whoever has a name already, a password. */
export async function acceptInvitation(ask: Ask): Promise<Answer> {
  const { stores } = ask.room;
  const form = await ask.form();
  const { view, isGood, known } = await pageOf(ask, form['token'] ?? '');
  if (!isGood) return again(view, 'link');
  const wanted = await wantedIn(ask, form, known);
  if (typeof wanted === 'string') return again(view, wanted, { name: form['name'] ?? '' });
  const passwordHash = await hashSecret(wanted.password);
  const user = await stores.transaction(async inside => {
    if ((await inside.tickets.take(PURPOSE, view.token)) === undefined) return undefined;
    if (known) {
      await inside.sessions.closeAll(known.id);
      // Whoever needs a new password may have lost more than that.
      await inside.passkeys.removeAll(known.id);
    }
    const there = known
      ? await inside.people.update(known.id, { passwordHash })
      : await inside.people.create({ name: wanted.name, role: 'teacher', passwordHash });
    await inside.audit.append({ actor: there.id, action: 'invitation.accept', subject: there.id });
    return there;
  });
  return user ? enter(ask, user) : again(view, 'link');
}

async function wantedIn(
  ask: Ask,
  form: Fields,
  known: User | undefined,
): Promise<{ name: string; password: string } | Trouble> {
  if (!known) return newLogIn(ask, form);
  const password = passwordFrom(form);
  return password === undefined ? 'password-short' : { name: known.name, password };
}

async function pageOf(
  ask: Ask,
  token: string,
): Promise<{ view: ViewOf<'invited'>; isGood: boolean; known: User | undefined }> {
  const { people, tickets } = ask.room.stores;
  const value = await tickets.peek(PURPOSE, token);
  const id = (value as { user?: string } | undefined)?.user;
  const known = id === undefined ? undefined : await people.byId(id);
  const isGood = value !== undefined && (id === undefined || (known !== undefined && known.role !== 'pupil'));
  const name = known ? { name: known.name } : {};
  return { view: { page: 'invited', ...common(ask), token, plain: isPlain(ask), ...name }, isGood, known };
}
