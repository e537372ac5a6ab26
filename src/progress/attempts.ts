import {
  KEY,
  lastSchema,
  lessonSchema,
  readRecord,
  writeRecord,
  type LastLesson,
  type LessonRecord,
} from './records.ts';
import type { Store } from './store.ts';

export type LastStatuses = NonNullable<LessonRecord['last']>['statuses'];

const NOTHING_YET: LessonRecord = { v: 1, tries: 0, hints: 0, solution: false, best: 0 };

export function readLesson(store: Store, slug: string): LessonRecord {
  return readRecord(store, KEY.lessons + slug, lessonSchema) ?? NOTHING_YET;
}

/**
 * Counts a Check that reached a verdict. `code` names the files it was about (see `codeName`), so that a reload
 * shows the verdicts again only beside that very code.
 */
export function recordTry(
  store: Store,
  slug: string,
  check: { statuses: LastStatuses; passed: boolean; code: string; at: number },
): LessonRecord {
  return update(store, slug, lesson => ({
    ...lesson,
    tries: lesson.tries + 1,
    best: Math.max(lesson.best, Object.values(check.statuses).filter(status => status === 'pass').length),
    passedAt: lesson.passedAt ?? (check.passed ? check.at : undefined),
    last: { statuses: check.statuses, code: check.code, at: check.at },
  }));
}

/** Remembers that the first `rungs` hints have been opened, of a step where these have their own; never fewer than before. */
export function recordHints(store: Store, slug: string, rungs: number, step?: number): LessonRecord {
  return update(store, slug, lesson => withHints(lesson, rungs, step));
}

/** A record in which that many hints are open, or more. */
export function withHints(lesson: LessonRecord, rungs: number, step?: number): LessonRecord {
  const hints = Math.max(lesson.hints, rungs);
  if (step === undefined) return { ...lesson, hints };
  const stepHints = most(lesson.stepHints, [...Array<number>(step).fill(0), rungs]);
  return { ...lesson, hints, stepHints };
}

/** Keeps the reader's own sentence on what a lesson is about. */
export function recordExplained(store: Store, slug: string, text: string): LessonRecord {
  return update(store, slug, lesson => ({ ...lesson, explained: text }));
}

export function recordSolutionSeen(store: Store, slug: string): LessonRecord {
  return update(store, slug, lesson => ({ ...lesson, solution: true }));
}

/** Where to go on next time; `path` is the lesson's address within the site. */
export function recordVisit(store: Store, last: LastLesson): void {
  writeRecord(store, KEY.last, last);
}

export function readLast(store: Store): LastLesson | undefined {
  return readRecord(store, KEY.last, lastSchema);
}

/** Read, changed and written without a pause: another tab's count is at worst one behind, never undone. */
export function update(store: Store, slug: string, change: (lesson: LessonRecord) => LessonRecord): LessonRecord {
  const next = change(readLesson(store, slug));
  writeRecord(store, KEY.lessons + slug, next);
  return next;
}

/** What both records know: used when an exported file meets what is here already. */
export function mergeLessons(a: LessonRecord, b: LessonRecord): LessonRecord {
  const passed = [a.passedAt, b.passedAt].filter(at => at !== undefined);
  const last = (a.last?.at ?? -1) >= (b.last?.at ?? -1) ? a.last : b.last;
  const explained = a.explained ?? b.explained;
  const recalled = [a.recalled ?? [], b.recalled ?? []].sort((one, other) => other.length - one.length)[0]!;
  return {
    v: 1,
    tries: Math.max(a.tries, b.tries),
    hints: Math.max(a.hints, b.hints),
    ...((a.stepHints ?? b.stepHints) && { stepHints: most(a.stepHints, b.stepHints) }),
    ...(explained && { explained }),
    ...(recalled.length > 0 && { recalled }),
    solution: a.solution || b.solution,
    best: Math.max(a.best, b.best),
    ...(passed.length > 0 && { passedAt: Math.min(...passed) }),
    ...(last && { last }),
  };
}

/** Place by place the greater of two lists of counts. */
function most(a: readonly number[] = [], b: readonly number[] = []): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => Math.max(a[at] ?? 0, b[at] ?? 0));
}
