import type { LessonRecord } from '../../progress/index.ts';
import type { WorkspaceProps } from '../props.ts';

/** Three rungs of prose, then the solution. */
export const RUNGS = 4;

/** The hints that a reader has before them: of their step, or of a lesson that has them for all its steps together. */
export interface Rungs {
  texts: readonly string[];
  /** How many of these are open. */
  opened: number;
  /** The step they belong to, from 0, and its name. */
  step?: { at: number; title: string };
}

/**
 * Whether the next rung opens at one press: the first always, each further one after one more try. Otherwise it
 * takes a second, deliberate press; nothing is ever locked, and no clock is asked.
 */
export function opensAtOnce(rung: number, tries: number): boolean {
  return rung <= 1 + tries;
}

/** The hints at step `at` of a lesson. */
export function rungsAt(
  at: number,
  { hints, steps }: Pick<WorkspaceProps, 'hints' | 'steps'>,
  lesson: Pick<LessonRecord, 'hints' | 'stepHints'>,
): Rungs {
  const step = steps?.[at];
  if (!step) return { texts: hints, opened: lesson.hints };
  return { texts: step.hints, opened: lesson.stepHints?.[at] ?? 0, step: { at, title: step.title } };
}
