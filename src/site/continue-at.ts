import type { Progress } from '../progress/index.ts';

interface Place {
  /** `/ko/encryption/aead/` */
  path: string;
  exercise: string;
}

/**
 * The lesson a reader goes on with: the one they were at last, or, when that is passed, the next that is not.
 * Undefined for somebody who has not begun, or has passed all; `places` are in teaching order.
 */
export function continueAt(places: readonly Place[], { lastLesson, lessons }: Progress): number | undefined {
  const open = (place: Place) => lessons[place.exercise] !== 'passed';
  const last = places.findIndex(place => wasLast(place, lastLesson));
  if (last < 0 && Object.keys(lessons).length === 0) return undefined;
  const next = places.findIndex((place, at) => at >= last && open(place));
  const found = next >= 0 ? next : places.findIndex(open);
  return found >= 0 ? found : undefined;
}

/** Whether there is something to continue there: it was opened last, or worked on before. */
export function wasOpened(place: Place, { lastLesson, lessons }: Progress): boolean {
  return lessons[place.exercise] !== undefined || wasLast(place, lastLesson);
}

function wasLast({ path }: Place, last: Progress['lastLesson']): boolean {
  return last !== undefined && withoutLang(path) === withoutLang(last.path);
}

/** The same lesson in another language is the same place. */
function withoutLang(path: string): string {
  return path.replace(/^\/[a-z]{2}\//, '/');
}
