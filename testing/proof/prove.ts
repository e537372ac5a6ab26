import type { CheckReport } from '../../src/checker/report.ts';
import { runChecks, type CheckLimits } from '../../src/checker/run-checks.ts';
import { checkIds } from '../../src/course/exercise.ts';
import { checkFiles, type FileMap } from '../../src/course/workspace.ts';
import { runToEnd } from '../../src/runtimes/run-to-end.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import type { Lesson } from '../../src/course/disk/load.server.ts';
import type { WrongAnswer } from '../../src/course/disk/wrong/read.ts';

/** Checks a set of files as the page would, on any runtime. */
export async function checkAnswer(
  runtime: Runtime,
  lesson: Pick<Lesson, 'exercise' | 'bundle'>,
  work: FileMap,
  seed?: string,
  limits?: CheckLimits,
): Promise<CheckReport> {
  await runtime.boot();
  const { bundle, exercise } = lesson;
  return runChecks({
    runtime,
    work,
    bundle,
    ids: checkIds(exercise),
    ...(seed && { seed }),
    ...(limits && { limits }),
  });
}

/** What is wrong with a right answer, or undefined: every check must pass. */
export function faultOfRight(report: CheckReport): string | undefined {
  return report.passed ? undefined : `must pass every check, but: ${told(report)}`;
}

/** What is wrong with the starter, or undefined: it must load, and leave something to do. */
export function faultOfStarter(report: CheckReport): string | undefined {
  if (!ran(report)) return `must load and be checked, but: ${told(report)}`;
  return report.passed ? 'must not pass as it is: nothing is left for the learner to do' : undefined;
}

/** What is wrong with a wrong answer, or undefined: it must fail the checks it names, all of them and no others. */
export function faultOfWrong({ caughtBy }: Pick<WrongAnswer, 'caughtBy'>, report: CheckReport): string | undefined {
  if (!ran(report)) return `must load and be checked, but: ${told(report)}`;
  const failed = notPassed(report);
  const [missed, unnamed] = [caughtBy.filter(id => !failed.includes(id)), failed.filter(id => !caughtBy.includes(id))];
  if (missed.length + unnamed.length === 0) return undefined;
  const faults = [
    missed.length > 0 && `must be caught by ${missed.join(', ')}, which passed`,
    unnamed.length > 0 && `fails ${unnamed.join(', ')} as well, which "Caught-by" does not name`,
  ];
  return `${faults.filter(Boolean).join('; ')}; ${told(report)}`;
}

/** The ids that a lesson's checks register with attack(); lesson.json must list the same. */
export async function attackIds(runtime: Runtime, { bundle, solution }: Lesson): Promise<string[]> {
  const program = `
    import { takeControl } from './harness.mjs';
    const { entries, exit } = takeControl(() => {});
    await import('./${bundle.slug}.test.mjs');
    console.log(JSON.stringify([...entries.values()].filter(({ kind }) => kind === 'attack').map(({ id }) => id)));
    exit(0);
  `;
  await runtime.mount({ ...checkFiles(solution, bundle), 'check/list-attacks.mjs': program });
  const { text } = await runToEnd(runtime, { program: 'check/list-attacks.mjs' });
  return JSON.parse(text.stdout) as string[];
}

/** Ids of the checks that did not pass, in teaching order. */
export function notPassed(report: CheckReport): string[] {
  return report.results.filter(result => result.status !== 'pass').map(result => result.id);
}

function ran({ interruption }: CheckReport): boolean {
  return interruption === undefined || interruption.kind === 'exit';
}

/** A report in one line of English, for a failed proof. */
function told({ seed, results, interruption }: CheckReport): string {
  const verdicts = results
    .filter(result => result.status !== 'pass')
    .map(({ id, status, failure, error, waited }) => {
      const why = failure
        ? `${failure.kind} ${failure.message ?? ''}`
        : error
          ? `${error.name}: ${error.message}`
          : waited?.for;
      return `${id} ${status} (${why})`;
    });
  const broken =
    interruption && `interrupted (${interruption.kind}): ${interruption.error?.message ?? interruption.message}`;
  return [`seed ${seed}`, broken, verdicts.join(', ') || 'no check failed'].filter(Boolean).join('; ');
}
