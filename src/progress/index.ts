import { lessonOfTwin } from '../course/twin.ts';
import { readLast, readLesson } from './attempts.ts';
import { browserStore } from './browser-store.ts';
import { draftSchema, KEY, readRecord, type LastLesson } from './records.ts';
import type { Store } from './store.ts';

export {
  readLesson,
  recordExplained,
  recordHints,
  recordSolutionSeen,
  recordTry,
  recordVisit,
  withHints,
  type LastStatuses,
} from './attempts.ts';
export { browserStore } from './browser-store.ts';
export { changedFiles, codeName, sameFiles } from './code.ts';
export { COPIES_KEPT, dropCopy, keepCopy, keepFew, listCopies, type KeptCopy } from './copies.ts';
export { keepDraft, type DraftConflict, type DraftKeeper } from './draft-keeper.ts';
export { codeAtRisk, draftTakenAway } from './leaving.ts';
export { damagedKeys, type CopyReason, type LessonRecord } from './records.ts';
export { questionsOf, recallsDue, recordRecalled, twinsDue } from './recall.ts';
export { progressSink, setProgressSink, type CheckedWork, type ProgressSink } from './sink.ts';
export { createStore, quietly, type Store, type StoreTrouble } from './store.ts';
export { exportProgress, importProgress, LONGEST_IMPORT, type ImportOutcome, type ImportProblem } from './transfer.ts';

/** `shown`: passed, after the solution had been shown. */
export type LessonState = 'started' | 'passed' | 'shown';

/** Whether a lesson in this state is done with, however. */
export function isDone(state: LessonState | undefined): boolean {
  return state === 'passed' || state === 'shown';
}

export interface Progress {
  /** Where the reader was last. */
  lastLesson?: LastLesson;
  /** By exercise slug; a lesson that was never touched is absent, and so is every twin: none counts in the course. */
  lessons: Record<string, LessonState>;
}

/** What the course map shows. Started means: code was changed, a check was tried or a hint opened. */
export function loadProgress(store: Store = browserStore()): Progress {
  const lessons: Record<string, LessonState> = {};
  for (const key of store.keys(KEY.drafts)) {
    const draft = readRecord(store, key, draftSchema);
    if (draft && Object.keys(draft.files).length > 0) lessons[key.slice(KEY.drafts.length)] = 'started';
  }
  for (const key of store.keys(KEY.lessons)) {
    const slug = key.slice(KEY.lessons.length);
    const { tries, hints, passedAt, shown } = readLesson(store, slug);
    if (passedAt !== undefined) lessons[slug] = shown ? 'shown' : 'passed';
    else if (tries + hints > 0) lessons[slug] = 'started';
  }
  for (const slug of Object.keys(lessons)) if (lessonOfTwin(slug) !== undefined) delete lessons[slug];
  const lastLesson = readLast(store);
  return { ...(lastLesson && { lastLesson }), lessons };
}

/** Called when `loadProgress` may answer differently, in this tab or because of another one. */
export function onProgressChange(listener: () => void, store: Store = browserStore()): () => void {
  const concerns = [KEY.drafts, KEY.lessons, KEY.last];
  return store.onChange(key => {
    if (key === undefined || concerns.some(prefix => key.startsWith(prefix))) listener();
  });
}
