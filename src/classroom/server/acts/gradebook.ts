import type { Cell } from '../../rules/board.ts';
import { toCsv } from '../../rules/csv.ts';
import { lateBy } from '../../rules/deadline.ts';
import { countedFor, verdictOf } from '../../rules/verdict.ts';
import { classWordsFor } from '../../../i18n/class-words.ts';
import type { Deadline, Extension, SubmissionLine } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import { lessonsOn } from './class.ts';
import { CSV } from './roster.ts';

const HOUR = 3_600_000;

/**
 * A row for each pupil; for each lesson that anybody has touched its grade from 0 to 100, what became of what was handed in,
 * and how many hours that came late. Nothing was checked where there is nothing.
 */
export async function gradebook({ klass, lang, room }: ClassAsk): Promise<Answer> {
  const { stores, boards, chapterOf } = room;
  const [pupils, overrides, submissions, deadlines, extensions] = await Promise.all([
    stores.roster.members(klass.id, 'pupil'),
    stores.grades.overrides(klass.id),
    stores.submissions.list({ classId: klass.id }),
    stores.classes.deadlines(klass.id),
    stores.classes.extensions(klass.id),
  ]);
  const given = new Map(overrides.map(({ userId, lesson, grade }) => [keyOf(userId, lesson), grade]));
  const handedIn = Map.groupBy(submissions, ({ userId, lesson }) => keyOf(userId, lesson));
  const { verdicts } = classWordsFor(lang);
  const late = (of: readonly SubmissionLine[], lesson: string): number | string =>
    hoursLate(countedFor(of), [lesson, chapterOf(lesson)], deadlines, extensions) ?? '';
  return boards.look(klass.id, ({ cells }) => {
    const lessons = lessonsOn(cells);
    const rows = pupils.map(({ userId, name }) => [
      name,
      ...lessons.flatMap(lesson => {
        const own = handedIn.get(keyOf(userId, lesson)) ?? [];
        const verdict = verdictOf(own);
        return [
          given.get(keyOf(userId, lesson)) ?? reached(cells.get(userId)?.get(lesson)),
          verdict ? verdicts[verdict] : '',
          late(own, lesson),
        ];
      }),
    ]);
    const head = ['name', ...lessons.flatMap(lesson => [lesson, `${lesson} status`, `${lesson} hours late`])];
    return { text: toCsv([head, ...rows]), type: CSV, file: 'grades.csv' };
  });
}

const keyOf = (userId: string, lesson: string): string => `${userId} ${lesson}`;

function reached(cell: Cell | undefined): number | string {
  if (!cell || cell.total === 0) return '';
  return Math.round((100 * cell.passed) / cell.total);
}

/** Undefined where nothing is due: what is said of a lesson goes before what is said of its chapter. */
export function hoursLate(
  handedIn: SubmissionLine | undefined,
  units: readonly (string | undefined)[],
  deadlines: readonly Deadline[],
  extensions: readonly Extension[],
): number | undefined {
  const deadline = units.map(unit => deadlines.find(one => one.unit === unit)).find(Boolean);
  if (!handedIn || !deadline) return undefined;
  const { userId, createdAt } = handedIn;
  const own = extensions.find(one => one.unit === deadline.unit && one.userId === userId);
  return Math.ceil(lateBy(createdAt, { due: deadline.dueAt, extended: own?.dueAt ?? null }) / HOUR);
}
