import {
  gradeSubmission,
  type GradedResult,
  type GradingRequest,
  type MachinePool,
} from '../../src/classroom/grading/grade.ts';
import { checkIds } from '../../src/course/exercise.ts';
import type { Lesson } from '../../src/course/disk/load.server.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import type { GradedForgery } from './forgeries.ts';

/** What a browser reports that has seen every check pass, or says so. */
export function allPassed({ exercise }: Pick<Lesson, 'exercise'>) {
  return { results: checkIds(exercise).map(id => ({ id, status: 'pass' })), passed: true };
}

/** Hands an answer in with the claim that it passes. */
export function handIn(
  pool: MachinePool,
  lesson: Lesson,
  files: FileMap,
  more: Partial<GradingRequest> = {},
): Promise<GradedResult> {
  return gradeSubmission({ lesson, files, claimed: allPassed(lesson), pool, ...more });
}

/** The answers that a forgery stands before, by name. */
export function forged(
  { code, whole, before = ['starter'] }: GradedForgery,
  lesson: Lesson,
): [name: string, FileMap][] {
  const { entry } = lesson.exercise;
  if (whole) return [['nothing', { [entry]: code }]];
  return before.map(name => {
    const files = name === 'starter' ? lesson.starter : lesson.wrong.get(name)!.files;
    return [name, { ...files, [entry]: `${code}\n${files[entry]}` }];
  });
}
