import type { Cell } from '../../rules/board.ts';
import { verdictOf } from '../../rules/verdict.ts';
import { newJoinCode } from '../../rules/join-code.ts';
import { nameFrom } from '../../rules/names.ts';
import { DataError, type Member, type NewestSubmission } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import { meIn, type Ask, type ClassAsk } from '../http/ask.ts';
import { mistakesOn } from '../live/boards.ts';
import { classView, type PupilRow, type Times, type Verdicts, type ViewOf } from '../views.ts';
import { codeView } from './code-view.ts';
import { again, atClass, classPath, common } from './common.ts';
import { home } from './entrance.ts';

const DAY = 86_400_000;
/** Ms that a join code opens a class: the first lessons of a term. */
export const CODE_HOLDS = 14 * DAY;

export async function create(ask: Ask): Promise<Answer> {
  const { stores, now } = ask.room;
  const { name: typed = '' } = await ask.form();
  const name = nameFrom(typed);
  if (name === undefined) {
    const answer = await home(ask);
    return 'view' in answer ? again(answer.view, 'name', { name: typed }) : answer;
  }
  const me = meIn(ask).user.id;
  const klass = await stores.classes.create(me, { name });
  await openNewCode(ask, me, klass.id, now() + CODE_HOLDS);
  return { to: classPath(ask, klass.id, 'settings') };
}

/** A code that no other class has. */
export async function openNewCode({ room }: Ask, by: string, classId: string, expires: number): Promise<void> {
  for (;;) {
    try {
      return void (await room.stores.classes.openCode(by, classId, newJoinCode(), expires));
    } catch (error) {
      if (!(error instanceof DataError) || error.fault !== 'conflict') throw error;
    }
  }
}

/** A class as the one who asks sees it: a pupil their own work, others the board. */
export function showClass(ask: ClassAsk): Promise<Answer> {
  return ask.member.role === 'pupil' ? pupilHome(ask) : board(ask);
}

async function pupilHome(ask: ClassAsk): Promise<Answer> {
  const { klass, member, room } = ask;
  const { classes, comments } = room.stores;
  const [times, announcements, own, verdicts, cells] = await Promise.all([
    timesOf(ask, member.userId),
    classes.announcements(klass.id),
    comments.of(klass.id, member.userId),
    verdictsOf(ask, member.userId),
    room.boards.look(klass.id, ({ cells: all }) => Object.fromEntries(all.get(member.userId) ?? [])),
  ]);
  const page = { page: 'pupil-home', klass: classView(klass, member.role), now: room.now() } as const;
  const view = { ...page, ...common(ask), times, announcements, comments: own, verdicts, cells };
  return { view, cookies: [atClass(ask, klass.id)] };
}

export async function timesOf({ klass, room }: ClassAsk, userId?: string): Promise<Times> {
  const { classes } = room.stores;
  const [openings, deadlines, extensions] = await Promise.all([
    classes.openings(klass.id),
    classes.deadlines(klass.id),
    classes.extensions(klass.id, userId),
  ]);
  return { openings, deadlines, extensions };
}

async function board(ask: ClassAsk): Promise<Answer> {
  const { klass, member, query, room } = ask;
  // A page that is open asks for the rows that have changed.
  const only = query.get('only')?.split(',');
  const all = await room.stores.roster.members(klass.id, 'pupil');
  const pupils = only ? all.filter(({ userId }) => only.includes(userId)) : all;
  const some = only && pupils.map(({ userId }) => userId);
  const newest = Map.groupBy(await room.stores.submissions.newest(klass.id, some), ({ userId }) => userId);
  const { rows, lessons, mistakes } = await room.boards.look(klass.id, looked => ({
    lessons: lessonsOn(looked.cells),
    rows: pupils.map(pupil => rowOf(pupil, looked.cells, newest.get(pupil.userId))),
    mistakes: mistakesOn(looked),
  }));
  const page = { page: 'board', klass: classView(klass, member.role), now: room.now() } as const;
  return { view: { ...page, ...common(ask), rows, lessons, mistakes } };
}

/** The exercises that anybody has touched, in order. */
export function lessonsOn(cells: Cells): string[] {
  return [...new Set([...cells.values()].flatMap(own => [...own.keys()]))].sort();
}

type Cells = ReadonlyMap<string, ReadonlyMap<string, PupilRow['cells'][string]>>;

function rowOf(
  { userId, name }: Pick<Member, 'userId' | 'name'>,
  cells: Cells,
  newest: readonly NewestSubmission[] = [],
): PupilRow {
  return { id: userId, name, cells: Object.fromEntries(cells.get(userId) ?? []), verdicts: byLesson(newest) };
}

/** What became of what a pupil handed in. */
export async function verdictsOf({ klass, room }: ClassAsk, userId: string): Promise<Verdicts> {
  return byLesson(await room.stores.submissions.newest(klass.id, [userId]));
}

function byLesson(newest: readonly NewestSubmission[]): Verdicts {
  const lessons = [...Map.groupBy(newest, ({ lesson }) => lesson)];
  return Object.fromEntries(lessons.map(([lesson, handedIn]) => [lesson, verdictOf(handedIn)!]));
}

/** For the wall of a room: how many are how far, and nobody by name. */
export async function projector(ask: ClassAsk): Promise<Answer> {
  const { klass, member, room } = ask;
  const pupils = new Set((await room.stores.roster.members(klass.id, 'pupil')).map(({ userId }) => userId));
  const { counts, mistakes } = await room.boards.look(klass.id, looked => ({
    counts: countsOf([...looked.cells].filter(([pupil]) => pupils.has(pupil)).map(([, lessons]) => lessons)),
    mistakes: mistakesOn(looked),
  }));
  const page = { page: 'projector', klass: classView(klass, member.role) } as const;
  return { view: { ...page, ...common(ask), pupils: pupils.size, counts, mistakes, code: await codeView(ask) } };
}

/** How many are in which state, by lesson. */
function countsOf(pupils: readonly ReadonlyMap<string, Cell>[]): ViewOf<'projector'>['counts'] {
  const counts: Record<string, Record<Cell['state'], number>> = {};
  for (const lessons of pupils)
    for (const [lesson, { state }] of lessons) (counts[lesson] ??= { started: 0, tried: 0, passed: 0 })[state]++;
  return counts;
}
