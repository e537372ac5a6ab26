import type { Exercise } from '../exercise.ts';
import { under, type ExerciseBundle, type FileMap } from '../workspace.ts';
import { ensurePki } from '../../pki/index.ts';
import { inProject } from '../../project.server.ts';
import { readFiles } from './folder.server.ts';
import { HARNESS_FILES } from './lesson-problems.ts';

/** What an exercise without a mistake is run and checked with; its certificates and keys are minted where needed. */
export async function bundleOf(
  { slug, exercise }: { slug: string; exercise: Exercise },
  checks: FileMap,
): Promise<ExerciseBundle> {
  const { pki, checkPki } = exercise;
  const minted = pki.length + checkPki.length > 0 ? await readFiles(await ensurePki()) : {};
  return {
    slug,
    pki: pick(pki, minted),
    check: {
      ...pick(HARNESS_FILES, await readFiles(inProject('harness'))),
      ...checks,
      // `t.pki(name)` knows one folder, whoever else may read the file.
      ...under('pki/', pick([...pki, ...checkPki], minted)),
    },
  };
}

function pick(names: readonly string[], files: FileMap): FileMap {
  return Object.fromEntries(names.map(name => [name, files[name]!]));
}
