import { nameFrom, textFrom } from '../../rules/names.ts';
import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import type { Fields } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { classView, type Trouble, type ViewOf } from '../views.ts';
import { codeView } from './code-view.ts';
import { again, classPath, common } from './common.ts';
import { CODE_HOLDS, openNewCode, timesOf } from './class.ts';
import { timeFrom } from './time.ts';

export async function settings(ask: ClassAsk, more: Partial<ViewOf<'settings'>> = {}): Promise<Answer> {
  return { view: { ...(await settingsView(ask)), ...more } };
}

export async function settingsView(ask: ClassAsk): Promise<ViewOf<'settings'>> {
  const { klass, member, room } = ask;
  const [code, times, pupils, announcements] = await Promise.all([
    codeView(ask),
    timesOf(ask),
    room.stores.roster.members(klass.id, 'pupil'),
    room.stores.classes.announcements(klass.id),
  ]);
  return {
    page: 'settings',
    ...common(ask),
    klass: classView(klass, member.role),
    retentionAt: klass.retentionAt,
    code,
    times,
    pupils: pupils.map(({ userId, name }) => ({ userId, name })),
    announcements,
  };
}

/** What is wrong with a form. */
class Refused extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** What was read of a field; throws where that is nothing. */
function sound<T>(value: T | undefined, trouble: Trouble): T {
  if (value === undefined) throw new Refused(trouble);
  return value;
}

/** A change of one thing in the settings; rejects with `Refused` where the form does not do. */
type Change = (ask: ClassAsk, form: Fields) => Promise<unknown>;

/** What a settings form may do, by the name in its `what` field. */
const CHANGES: Readonly<Record<string, Change>> = {
  code: ask => openNewCode(ask, ask.me.user.id, ask.klass.id, ask.room.now() + CODE_HOLDS),
  'close-code': ({ me, klass, room }) => room.stores.classes.closeCode(me.user.id, klass.id),
  rename: async ({ me, klass, room }, { name = '' }) =>
    room.stores.classes.update(me.user.id, klass.id, { name: sound(nameFrom(name), 'name') }),
  chapter: ({ me, klass, room }, { chapter = '', open }) =>
    room.stores.classes.setOpening(me.user.id, klass.id, {
      chapter,
      opensAt: null,
      closesAt: open === '1' ? null : room.now(),
    }),
  deadline: async ({ me, klass, room }, { unit = '', due = '' }) =>
    room.stores.classes.setDeadline(me.user.id, klass.id, unit, sound(timeFrom(due), 'date')),
  extension: async ({ me, klass, room }, { unit = '', pupil: userId = '', due = '', reason: why = '' }) => {
    const dueAt = sound(timeFrom(due), 'date');
    const reason = dueAt === null ? '' : sound(textFrom(why), 'text');
    if ((await room.stores.roster.member(klass.id, userId))?.role !== 'pupil') throw new Refused('name');
    await room.stores.classes.setExtension(me.user.id, klass.id, { unit, userId, dueAt, reason });
  },
  announce: async ({ me, klass, room }, { body = '' }) =>
    room.stores.classes.announce(me.user.id, klass.id, sound(textFrom(body), 'text')),
  withdraw: ({ me, klass, room }, { id = '' }) => room.stores.classes.withdraw(me.user.id, klass.id, id),
  archive: ({ me, klass, room }, { archived }) => room.stores.classes.archive(me.user.id, klass.id, archived === '1'),
  retention: async ({ me, klass, room }, { due = '' }) => {
    const retentionAt = sound(timeFrom(due), 'date');
    if (retentionAt !== null && retentionAt <= room.now()) throw new Refused('date');
    await room.stores.classes.update(me.user.id, klass.id, { retentionAt });
  },
};

export async function changeSettings(ask: ClassAsk): Promise<Answer> {
  const form = await ask.form();
  const change = CHANGES[form['what'] ?? ''];
  if (!change) throw new Problem(400);
  try {
    await change(ask, form);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return again(await settingsView(ask), error.trouble, form);
  }
  return { to: classPath(ask, ask.klass.id, 'settings') };
}

/** Deletes a class with everything in it, once its name has been typed. */
export async function deleteClass(ask: ClassAsk): Promise<Answer> {
  const { name = '' } = await ask.form();
  if (nameFrom(name) !== ask.klass.name) return again(await settingsView(ask), 'confirm');
  await ask.room.stores.retention.deleteClass(ask.me.user.id, ask.klass.id);
  return { to: classPath(ask) };
}
