import { readFiles } from '../../course/disk/folder.server.ts';
import type { ExerciseBundle } from '../../course/workspace.ts';
import { inProject } from '../../project.server.ts';

/** The program of a graded run, and what only such a run has beside the checks. */
export const GRADED_PROGRAM = 'check/graded/run.mjs';
const GRADED_FILES = ['canaries.mjs', 'guard.mjs', 'run.mjs'].map(name => `graded/${name}`);

/** The same bundle as a graded run needs it. */
export async function gradedBundle(bundle: ExerciseBundle): Promise<ExerciseBundle> {
  const harness = await readFiles(inProject('harness'));
  const added = Object.fromEntries(GRADED_FILES.map(name => [name, harness[name]!]));
  return { ...bundle, check: { ...added, ...bundle.check } };
}
