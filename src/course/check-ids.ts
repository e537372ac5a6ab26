import type { Exercise } from './exercise.ts';

/** All check ids in teaching order. Apart from the schemas, so that pages can load it without them. */
export function checkIds(exercise: Exercise): string[] {
  return exercise.steps.flat();
}
