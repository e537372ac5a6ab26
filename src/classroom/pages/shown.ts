import type { Course } from '../../course/course.ts';
import { lessonPath } from '../../course/lesson-id.ts';
import type { ClassWords } from '../../i18n/class-words.ts';
import { fill, type Lang } from '../../i18n/strings.ts';
import type { Cell } from '../rules/board.ts';

/** A lesson by its exercise, as events name it. */
export interface ShownLesson {
  exercise: string;
  title: string;
  number: number;
  chapter: string;
  href: string;
  /** What its checks are called, and what is said of their outcomes. */
  checks: Readonly<Record<string, { title: string; outcomes: Readonly<Record<string, string>> }>>;
}

/** Checks by exercise. */
export type ChecksOfLessons = Readonly<Record<string, ShownLesson['checks']>>;

/** The lessons of a course that can be worked on, in teaching order. */
export function lessonsOf(course: Course, lang: Lang, checks: ChecksOfLessons): ShownLesson[] {
  return course.chapters.flatMap(({ lessons }) =>
    lessons.flatMap(lesson =>
      lesson.written
        ? [
            {
              exercise: lesson.exercise,
              title: lesson.title,
              number: lesson.number,
              chapter: lesson.chapter,
              href: lessonPath(lang, lesson),
              checks: checks[lesson.exercise] ?? {},
            },
          ]
        : [],
    ),
  );
}

/** What stands under a name that came from a browser: `toString` is none. */
export function ownOf<T>(all: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return all && Object.hasOwn(all, name) ? all[name] : undefined;
}

/** A check of a lesson of the course, by names that came from a browser. */
export function checkOf(lessons: readonly ShownLesson[], exercise: string, check: string) {
  return ownOf(lessons.find(one => one.exercise === exercise)?.checks, check);
}

/** What a check of a lesson is called; its id where the course has no such check, as of a twin. */
export function checkTitle(lessons: readonly ShownLesson[], exercise: string, check: string): string {
  return checkOf(lessons, exercise, check)?.title ?? check;
}

/** A lesson's title, its twin's too; the name that came where the course has no such lesson. */
export function titleOf(lessons: readonly ShownLesson[], exercise: string): string {
  const lesson = lessons.find(one => one.exercise === exercise.replace(/-twin$/, ''));
  return lesson ? lesson.title : exercise;
}

/** A span of ms in minutes or hours, rounded down. */
export function span(ms: number, { board }: ClassWords): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes < 120 ? fill(board.minutes, { n: minutes }) : fill(board.hours, { n: Math.floor(minutes / 60) });
}

/** How far somebody is with a lesson, in words. */
export function stateOf(cell: Cell | undefined, words: ClassWords): string {
  const { states } = words;
  if (!cell) return states.none;
  if (cell.state === 'tried') return fill(states.tried, { passed: cell.passed, total: cell.total });
  return cell.state === 'passed' ? states.passed : states.started;
}

/** What grading says is worth a look, in words: its own words of doubt, or a way that the code reached for. */
export function markText(mark: string, { handedIn: { marks } }: ClassWords): string {
  return Object.hasOwn(marks, mark) ? marks[mark as keyof typeof marks] : fill(marks.other, { what: mark });
}

/** A moment as a form's field has it, in this server's zone (HTML, 4.10.5.1.11). */
export function fieldTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Where somebody goes to log in with their university's account, and goes on at `next`. */
export function universityPath(lang: Lang, next = ''): string {
  const query = next === '' ? '' : `?${new URLSearchParams({ next })}`;
  return `/${lang}/class/university/${query}`;
}
