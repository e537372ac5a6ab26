import { joinCodeFrom } from '../../rules/join-code.ts';
import { nameFrom, nameKey } from '../../rules/names.ts';
import { newPassPhrase, passPhraseFrom } from '../../rules/pass-phrase.ts';
import type { Class, Member } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import { meIn, type Ask } from '../http/ask.ts';
import { countTry } from '../limits.ts';
import { hashSecret, isSecret } from '../passwords.ts';
import { openSession } from '../sessions.ts';
import type { ViewOf } from '../views.ts';
import { again, atClass, classPath, common, limited } from './common.ts';
import { accountOf } from './entrance.ts';

export function showJoin(ask: Ask): Promise<Answer> {
  return joinView(ask, ask.query.get('code') ?? '').then(view => ({ view }));
}

async function joinView(ask: Ask, code: string): Promise<ViewOf<'join'>> {
  const university = ask.room.university?.name;
  return { page: 'join', ...common(ask), code, account: await accountOf(ask), university };
}

/** Whoever has a university's account comes with it: as who they are there, and so without a pass phrase. */
async function joinAsMe(ask: Ask, klass: Class): Promise<Answer> {
  const { user } = meIn(ask);
  const { roster } = ask.room.stores;
  if (!(await roster.member(klass.id, user.id))) await roster.add(user.id, klass.id, user.id, 'pupil');
  return { to: classPath(ask, klass.id), cookies: [atClass(ask, klass.id)] };
}

/** A pupil comes by the class's code and a name, and gets a pass phrase: it is shown this once. */
export async function join(ask: Ask): Promise<Answer> {
  const { stores, now } = ask.room;
  const { code = '', name: typed = '' } = await ask.form();
  const view = await joinView(ask, code);
  return limited(view, async () => {
    await countTry(stores, 'join', { address: ask.address });
    const klass = await classOf(ask, code);
    if (!klass) return again(view, 'code', { name: typed });
    if (view.account !== undefined) return joinAsMe(ask, klass);
    const name = nameFrom(typed);
    if (name === undefined) return again(view, 'name', { name: typed });
    const phrase = newPassPhrase(ask.lang);
    const phraseHash = await hashSecret(phrase);
    const member = await stores.transaction(async inside => {
      const there = await named(inside.roster, klass, name);
      // A name that the teacher has put on the list waits for its pupil.
      const elsewhere = await inside.people.withIdentity(there.map(({ userId }) => userId));
      const waiting = there.find(({ userId, phraseHash: known }) => known === null && !elsewhere.has(userId));
      if (!waiting)
        return there.length > 0 ? undefined : inside.roster.addPupil(undefined, klass.id, { name, phraseHash });
      await inside.roster.setPhrase(waiting.userId, klass.id, waiting.userId, phraseHash);
      return waiting;
    });
    if (!member) return again(view, 'name-taken', { name: typed });
    const user = (await stores.people.byId(member.userId))!;
    if (ask.me) await stores.sessions.close(ask.me.tokenHash);
    const cookies = [...(await openSession(stores, user, ask.secure, now())), atClass(ask, klass.id)];
    const joined = { phrase, className: klass.name };
    return { view: { ...view, me: { name: user.name, role: user.role }, joined }, cookies };
  });
}

export function showReturn(ask: Ask): Promise<Answer> {
  return Promise.resolve({ view: { page: 'return', ...common(ask), code: ask.query.get('code') ?? '' } });
}

/** A pupil comes back, from whichever computer, by code, name and pass phrase; which of them was wrong is not told. */
export async function comeBack(ask: Ask): Promise<Answer> {
  const { stores, now } = ask.room;
  const { code = '', name = '', phrase = '' } = await ask.form();
  const view: ViewOf<'return'> = { page: 'return', ...common(ask), code };
  return limited(view, async () => {
    const forget = await countTry(stores, 'return', { address: ask.address, name: `${code} ${nameKey(name)}` });
    const klass = await classOf(ask, code);
    const all = klass ? await named(stores.roster, klass, name) : [];
    // Who comes by a platform or a university has no pass phrase, and bars nobody's way who is called the same.
    const elsewhere = await stores.people.withIdentity(all.map(({ userId }) => userId));
    const pupil = all.find(({ userId, phraseHash }) => phraseHash !== null && !elsewhere.has(userId));
    const right = await isSecret(passPhraseFrom(phrase), pupil?.phraseHash);
    if (!klass || !pupil || !right) return again(view, 'phrase', { name });
    await forget();
    const user = (await stores.people.byId(pupil.userId))!;
    if (ask.me) await stores.sessions.close(ask.me.tokenHash);
    const cookies = await openSession(stores, user, ask.secure, now());
    return { to: classPath(ask, klass.id), cookies: [...cookies, atClass(ask, klass.id)] };
  });
}

async function classOf({ room }: Ask, typed: string): Promise<Class | undefined> {
  const code = joinCodeFrom(typed);
  return code === undefined ? undefined : room.stores.classes.byCode(code);
}

async function named(roster: Ask['room']['stores']['roster'], klass: Class, name: string): Promise<Member[]> {
  return (await roster.members(klass.id, 'pupil')).filter(one => nameKey(one.name) === nameKey(name));
}
