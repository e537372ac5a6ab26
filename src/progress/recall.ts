import { lessonOfTwin, twinOf } from '../course/twin.ts';
import { readLesson, update } from './attempts.ts';
import { KEY, type LessonRecord } from './records.ts';
import type { Store } from './store.ts';

/** A lesson comes up again this many days after it was passed. */
export const RECALL_DAYS: readonly number[] = [1, 7, 21];
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * When a lesson comes up next, in milliseconds since 1970: on its day, and no sooner than a day after the last time.
 * Undefined for one that was not passed, or has come up as often as it does.
 */
export function recallDueAt({
  passedAt,
  recalled = [],
}: Pick<LessonRecord, 'passedAt' | 'recalled'>): number | undefined {
  const days = RECALL_DAYS[recalled.length];
  if (passedAt === undefined || days === undefined) return undefined;
  return Math.max(passedAt + days * DAY_MS, (recalled.at(-1) ?? 0) + DAY_MS);
}

/** The lessons that have come due, the longest waiting first, each with how often it has come up before. */
export function recallsDue(store: Store, now: number): { slug: string; round: number }[] {
  return store
    .keys(KEY.lessons)
    .map(key => key.slice(KEY.lessons.length))
    .filter(slug => lessonOfTwin(slug) === undefined)
    .map(slug => ({ slug, lesson: readLesson(store, slug) }))
    .map(({ slug, lesson }) => ({ slug, round: lesson.recalled?.length ?? 0, due: recallDueAt(lesson) ?? Infinity }))
    .filter(({ due }) => due <= now)
    .sort((one, other) => one.due - other.due)
    .map(({ slug, round }) => ({ slug, round }));
}

/** A lesson's twin comes up this many days after the lesson was passed. */
const TWIN_DAYS = 7;

/**
 * The lessons, longest passed first, whose twin is to be shown, if they have one: neither passed nor put off before. What
 * comes up once is put off by `recordRecalled` with the twin's slug.
 */
export function twinsDue(store: Store, now: number): string[] {
  return store
    .keys(KEY.lessons)
    .map(key => key.slice(KEY.lessons.length))
    .map(slug => ({
      slug,
      passedAt: readLesson(store, slug).passedAt ?? Infinity,
      twin: readLesson(store, twinOf(slug)),
    }))
    .filter(({ passedAt, twin }) => passedAt + TWIN_DAYS * DAY_MS <= now && !twin.passedAt && !twin.recalled)
    .filter(({ slug }) => lessonOfTwin(slug) === undefined)
    .sort((one, other) => one.passedAt - other.passedAt)
    .map(({ slug }) => slug);
}

/** Remembers that the questions of a lesson have been gone through, however they were answered. */
export function recordRecalled(store: Store, slug: string, at: number): LessonRecord {
  return update(store, slug, lesson => ({ ...lesson, recalled: [...(lesson.recalled ?? []), at] }));
}

/** Two of a lesson's questions, other ones each time as far as there are more. */
export function questionsOf<T>(questions: readonly T[], round: number): T[] {
  return [0, 1].flatMap(at => questions[(2 * round + at) % questions.length] ?? []);
}
