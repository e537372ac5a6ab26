import { newPassPhrase } from '../../rules/pass-phrase.ts';
import { textFrom } from '../../rules/names.ts';
import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import { Problem } from '../http/problem.ts';
import { hashSecret } from '../passwords.ts';
import { classView, type HandedIn, type ViewOf } from '../views.ts';
import { handedInView } from '../handed-in.ts';
import { workView } from '../work-view.ts';
import { timesOf, verdictsOf } from './class.ts';
import { again, classPath, common } from './common.ts';
import { nearOf } from './near.ts';
import { hoursLate } from './gradebook.ts';

/** Of one lesson; each is shown with both reports. */
const LISTED = 20;

export async function showPupil(ask: ClassAsk, more: Partial<ViewOf<'pupil'>> = {}): Promise<Answer> {
  return { view: { ...(await pupilView(ask)), ...more } };
}

async function pupilView(ask: ClassAsk): Promise<ViewOf<'pupil'>> {
  const { klass, member, query, room } = ask;
  const pupil = await pupilIn(ask);
  const lesson = query.get('lesson') ?? undefined;
  const { work, comments, grades } = room.stores;
  const [elsewhere, events, said, overrides, verdicts, handedIn, near, cells] = await Promise.all([
    room.stores.people.withIdentity([pupil.userId]),
    lesson === undefined ? [] : work.of(klass.id, pupil.userId, lesson),
    comments.of(klass.id, pupil.userId, lesson),
    grades.overrides(klass.id, pupil.userId),
    verdictsOf(ask, pupil.userId),
    lesson === undefined ? [] : handedInFor(ask, pupil.userId, lesson),
    lesson === undefined ? [] : nearOf(ask, pupil.userId, lesson),
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
    verdicts,
    handedIn,
    near,
    work: shown,
    comments: said,
    overrides: Object.fromEntries(held) as ViewOf<'pupil'>['overrides'],
    elsewhere: elsewhere.size > 0,
    now: room.now(),
  };
}

/** Of what a pupil handed in for a lesson the last, newest first. */
async function handedInFor(ask: ClassAsk, userId: string, lesson: string): Promise<HandedIn[]> {
  const { submissions } = ask.room.stores;
  const [lines, { deadlines, extensions }] = await Promise.all([
    submissions.list({ classId: ask.klass.id, userId, lesson }),
    timesOf(ask, userId),
  ]);
  const units = [lesson, ask.room.chapterOf(lesson)];
  const views = lines.slice(-LISTED).map(async line => {
    const late = hoursLate(line, units, deadlines, extensions);
    const whole =
      line.status === 'not_verified' || line.status === 'error' ? await submissions.get(line.id) : undefined;
    return handedInView(line, whole, late);
  });
  return (await Promise.all(views)).reverse();
}

/** Has the server run something that was handed in again, as after a fault of the machine. */
export async function gradeAgain(ask: ClassAsk): Promise<Answer> {
  const { klass, me, room } = ask;
  const { userId } = await pupilIn(ask);
  const { submission: id = '' } = await ask.form();
  const submission = await room.stores.submissions.get(id);
  if (submission?.classId !== klass.id || submission.userId !== userId) throw new Problem(404);
  await room.stores.submissions.requeue(me.user.id, id);
  return { to: `${classPath(ask, klass.id, 'pupils', userId)}?lesson=${submission.lesson}` };
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
  // Whoever had it would come in as them in every class that they are in.
  if ((await stores.people.withIdentity([userId])).size > 0) throw new Problem(409);
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

/** All that the class holds of a pupil, for the pupil or their parents (GDPR, article 15). */
export async function exportPupil(ask: ClassAsk): Promise<Answer> {
  const { userId } = await pupilIn(ask);
  const held = await ask.room.stores.retention.exportPupil(ask.me.user.id, userId, ask.klass.id);
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
