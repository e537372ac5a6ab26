import { runChecks } from '../../src/checker/run-checks.ts';
import { checkIds } from '../../src/course/exercise.ts';
import { overlay, type FileMap } from '../../src/course/workspace.ts';
import type { Lesson } from '../../src/course/disk/load.server.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { mutantsOf, type Mutant } from './operators.ts';

/** The mutants of everything in a lesson's solution that a learner writes. */
export function mutantsOfLesson({ exercise, solution }: Pick<Lesson, 'exercise' | 'solution'>): Mutant[] {
  return Object.entries(solution)
    .filter(([path]) => exercise.files[path] === 'edit')
    .flatMap(([path, text]) => mutantsOf(path, text));
}

/** Whether a check notices these files under one of the seeds; it goes no further than the first that does. */
export async function isKilled(
  runtime: Runtime,
  { exercise, bundle }: Pick<Lesson, 'exercise' | 'bundle'>,
  work: FileMap,
  seeds: readonly string[],
): Promise<boolean> {
  await runtime.boot();
  for (const seed of seeds) {
    const noticed = new AbortController();
    const report = await runChecks({
      runtime,
      work,
      bundle,
      ids: checkIds(exercise),
      seed,
      signal: noticed.signal,
      onEvent: event => {
        if (event.type === 'result' && event.result.status !== 'pass') noticed.abort();
      },
    });
    if (noticed.signal.aborted || !report.passed) return true;
  }
  return false;
}

/** The mutants that no check notices, in their order; `makeRuntime` is called once for each of `workers`. */
export async function survivorsOf(
  lesson: Pick<Lesson, 'exercise' | 'bundle' | 'solution'>,
  { seeds, workers, makeRuntime }: { seeds: readonly string[]; workers: number; makeRuntime(): Runtime },
): Promise<{ mutants: readonly Mutant[]; survivors: readonly Mutant[] }> {
  const mutants = mutantsOfLesson(lesson);
  const queue = [...mutants];
  const survived = new Set<Mutant>();
  const work = async (): Promise<void> => {
    const runtime = makeRuntime();
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const files = overlay(lesson.solution, { [mutant.file]: mutant.text });
      if (!(await isKilled(runtime, lesson, files, seeds))) survived.add(mutant);
    }
    await runtime.dispose();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return { mutants, survivors: mutants.filter(mutant => survived.has(mutant)) };
}
