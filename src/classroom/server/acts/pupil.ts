import { newPassPhrase } from '../../rules/pass-phrase.ts';
import { textFrom } from '../../rules/names.ts';
import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import { Problem } from '../http/problem.ts';
import { hashSecret } from '../passwords.ts';
import { classView, type ViewOf } from '../views.ts';
import { workView } from '../work-view.ts';
import { again, classPath, common } from './common.ts';

export async function showPupil(ask: ClassAsk, more: Partial<ViewOf<'pupil'>> = {}): Promise<Answer> {
  return { view: { ...(await pupilView(ask)), ...more } };
}

async function pupilView(ask: ClassAsk): Promise<ViewOf<'pupil'>> {
  const { klass, member, query, room } = ask;
  const pupil = await pupilIn(ask);
  const lesson = query.get('lesson') ?? undefined;
  const { work, comments, grades } = room.stores;
  const [events, said, overrides, cells] = await Promise.all([
    lesson === undefined ? [] : work.of(klass.id, pupil.userId, lesson),
    comments.of(klass.id, pupil.userId, lesson),
    grades.overrides(klass.id, pupil.userId),
    room.boards.look(klass.id, ({ cells: all }) => Object.fromEntries(all.get(pupil.userId) ?? [])),
  ]);
  const shown = lesson === undefined ? undefined : workView(lesson, events, query.get('step') ?? undefined);
  // What is said of it later needs it.
  if (shown?.shown?.step.kind === 'draft') await work.keep(klass.id, pupil.userId, shown.shown.step.id);
  const held = overrides.flatMap(({ lesson: of, grade, reason }) => (grade === null ? [] : [[of, { grade, reason }]]));
  return {
    page: 'pupil',
    ...common(ask),
    klass: classView(klass, member.role),
    pupil,
    cells,
    work: shown,
    comments: said,
    overrides: Object.fromEntries(held) as ViewOf<'pupil'>['overrides'],
    now: room.now(),
  };
}

/** The pupil in the path; 404 for anybody who is no pupil of this class. */
async function pupilIn({ klass, params, room }: ClassAsk): Promise<{ userId: string; name: string }> {
  const pupil = await room.stores.roster.member(klass.id, params['pupil']!);
  if (pupil?.role !== 'pupil') throw new Problem(404);
  return { userId: pupil.userId, name: pupil.name };
}

/** A new pass phrase, shown this once; whoever is logged in as the pupil no longer is. */
export async function resetPhrase(ask: ClassAsk): Promise<Answer> {
  const { userId } = await pupilIn(ask);
  const { stores } = ask.room;
  const phrase = newPassPhrase(ask.lang);
  const phraseHash = await hashSecret(phrase);
  await stores.transaction(async inside => {
    await inside.roster.setPhrase(ask.me.user.id, ask.klass.id, userId, phraseHash);
    await inside.sessions.closeAll(userId);
  });
  return showPupil(ask, { phrase });
}

export async function deletePupil(ask: ClassAsk): Promise<Answer> {
  const { userId, name } = await pupilIn(ask);
  const { name: typed = '' } = await ask.form();
  if (typed.trim().normalize('NFC') !== name) return again(await pupilView(ask), 'confirm');
  await ask.room.stores.retention.deletePupil(ask.me.user.id, ask.klass.id, userId);
  return { to: classPath(ask, ask.klass.id) };
}

/** All that is held of a pupil, for the pupil or their parents (GDPR, article 15). */
export async function exportPupil(ask: ClassAsk): Promise<Answer> {
  const { userId } = await pupilIn(ask);
  const held = await ask.room.stores.retention.exportPupil(ask.me.user.id, userId);
  return { text: `${JSON.stringify(held, undefined, 2)}\n`, type: 'application/json', file: 'pupil.json' };
}

export async function comment(ask: ClassAsk): Promise<Answer> {
  const { klass, me, room } = ask;
  const { userId } = await pupilIn(ask);
  const { lesson = '', step = '', path = '', line = '', body = '' } = await ask.form();
  const text = textFrom(body);
  const event = await room.stores.work.get(klass.id, userId, step);
  if (!event || event.lesson !== lesson) throw new Problem(404);
  const at = Number(line);
  if (text === undefined || !Number.isInteger(at) || at < 1) return again(await pupilView(ask), 'text', { body });
  await room.stores.comments.add(me.user.id, {
    classId: klass.id,
    userId,
    lesson,
    eventId: step,
    path,
    line: at,
    body: text,
  });
  return { to: `${classPath(ask, klass.id, 'pupils', userId)}?lesson=${lesson}&step=${step}` };
}

/** A grade by a teacher's own judgement, with its reason; an empty one takes an earlier one back. */
export async function override(ask: ClassAsk): Promise<Answer> {
  const { klass, me, room } = ask;
  const { userId } = await pupilIn(ask);
  const { lesson = '', grade: typed = '', reason: why = '' } = await ask.form();
  const reason = textFrom(why);
  const grade = typed.trim() === '' ? null : Number(typed);
  const sound = grade === null || (Number.isInteger(grade) && grade >= 0 && grade <= 100);
  if (reason === undefined || !sound) return again(await pupilView(ask), 'text', { grade: typed, reason: why });
  await room.stores.grades.override(me.user.id, { classId: klass.id, userId, lesson, grade, reason });
  return { to: `${classPath(ask, klass.id, 'pupils', userId)}?lesson=${lesson}` };
}
