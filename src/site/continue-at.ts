import { isDone, type Progress } from '../progress/index.ts';

interface Place {
  /** `/ko/encryption/aead/` */
  path: string;
  exercise: string;
}

/** A lesson to go on with, by its place in the list; `opened`: the reader has been there before. */
export interface WayOn {
  at: number;
  opened: boolean;
}

/**
 * The lesson a reader goes on with: the one they were at last, or, when that is passed, the next that is not.
 * Undefined for somebody who has not begun; `done` for who has passed all; `places` are in teaching order.
 */
export function continueAt(places: readonly Place[], { lastLesson, lessons }: Progress): WayOn | 'done' | undefined {
  const open = (place: Place) => !isDone(lessons[place.exercise]);
  const last = places.findIndex(({ path }) => lastLesson && withoutLang(path) === withoutLang(lastLesson.path));
  if (last < 0 && Object.keys(lessons).length === 0) return undefined;
  const next = places.findIndex((place, at) => at >= last && open(place));
  const at = next >= 0 ? next : places.findIndex(open);
  if (at < 0) return 'done';
  return { at, opened: at === last || lessons[places[at]!.exercise] !== undefined };
}

/** The same lesson in another language is the same place. */
function withoutLang(path: string): string {
  return path.replace(/^\/[a-z]{2}\//, '/');
}
