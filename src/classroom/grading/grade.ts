import type { CheckReport } from '../../checker/report.ts';
import { runChecks, type CheckLimits } from '../../checker/run-checks.ts';
import { checkIds, type Exercise } from '../../course/exercise.ts';
import type { ExerciseBundle, FileMap } from '../../course/workspace.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { answerFiles } from './answer-files.ts';
import { GRADED_PROGRAM, gradedBundle } from './bundle.server.ts';
import { canaryFault, claimedPasses, differences, inOwnNames, isLate, type CanaryFault } from './compare.ts';
import { planOf, type Planned } from './plan.ts';
import { chance, secretSeed, type Chance } from './random.server.ts';

/** Of a lesson, what grading needs. */
export interface GradedLesson {
  exercise: Pick<Exercise, 'files' | 'steps' | 'needs'>;
  starter: FileMap;
  bundle: ExerciseBundle;
}

/** Machines for one submission each at a time; rejects when none can be had. */
export interface MachinePool {
  use<T>(work: (runtime: Runtime) => Promise<T>): Promise<T>;
}

export interface GradingLimits {
  /** Milliseconds for one submission, whatever it does; waiting for a machine does not count. */
  wallMs: number;
  /** Copies of checks that nobody can pass; each costs about as much as the check. */
  canaries: number;
  checks?: CheckLimits;
}

export const GRADING_LIMITS: GradingLimits = { wallMs: 600_000, canaries: 3 };

export interface GradingRequest {
  lesson: GradedLesson;
  files: FileMap;
  /** What the pupil's browser reported, as it came. */
  claimed: unknown;
  pool: MachinePool;
  /** Secret and new unless told; told only to repeat a run. */
  seed?: string;
  random?: Chance;
  limits?: Partial<GradingLimits>;
  signal?: AbortSignal;
}

/**
 * Why a claim does not hold. `claim-unreadable`: it is no report. `mismatch`: the graded run says otherwise of the checks in
 * `different`. `canary-passed`, `canary-astray`: what the run itself says cannot be believed.
 */
export type Doubt = 'claim-unreadable' | 'mismatch' | CanaryFault;

/**
 * `error`: it could not be run, which says nothing of the answer: `problem` is why, in English; `again` where another try
 * may do better, which goes for what is not verified, too, where checks only ran out of time. `marks` are for a person to look at: the doubts, and what the code reached for and was refused.
 */
export interface GradedResult {
  status: 'verified' | 'not_verified' | 'error';
  report: CheckReport | undefined;
  different: readonly string[];
  marks: readonly string[];
  seed: string;
  problem?: string;
  again?: boolean;
}

/** Runs an answer again on a fresh machine, under a secret seed, with canaries; never rejects. */
export async function gradeSubmission(request: GradingRequest): Promise<GradedResult> {
  const seed = request.seed ?? secretSeed();
  const failed = (problem: string, again: boolean): GradedResult => ({
    ...{ status: 'error', report: undefined, different: [], marks: [], seed, problem, again },
  });
  const answer = answerFiles(request.lesson, request.files);
  if ('problem' in answer) return failed(answer.problem, false);
  try {
    return await request.pool.use(runtime => gradeOn(runtime, request, answer.work, seed));
  } catch (error) {
    return failed(messageOf(error), true);
  }
}

/** Of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The words of harness/graded/guard.mjs: they come out of the learner's process, and go where none of its texts may stand. */
function isMark(mark: string): boolean {
  return /^(check-files|foreign-file|report-channel|(node:|module\.|process\.|crypto\.|async_hooks\.)[\w/]{1,40})$/.test(
    mark,
  );
}

async function gradeOn(
  runtime: Runtime,
  { lesson, claimed, random = chance, limits, signal }: GradingRequest,
  work: FileMap,
  seed: string,
): Promise<GradedResult> {
  const { wallMs, canaries, checks } = { ...GRADING_LIMITS, ...limits };
  const plan = planOf(checkIds(lesson.exercise), canaries, random);
  const reached = new Set<string>();
  const time = AbortSignal.timeout(wallMs);
  const run = await runChecks({
    ...{ runtime, work, seed, ids: plan.map(({ id }) => id), bundle: await gradedBundle(lesson.bundle) },
    signal: signal ? AbortSignal.any([time, signal]) : time,
    ...(checks && { limits: checks }),
    graded: {
      ...{ program: GRADED_PROGRAM, plan },
      childProcesses: lesson.exercise.needs.includes('child-process'),
      onMark: mark => isMark(mark) && reached.add(mark),
    },
  });
  const problem = troubleIn(run, time.aborted ? `it was not done within ${wallMs / 1000} s` : 'grading was stopped');
  if (problem === undefined) return { ...judged(run, plan, claimed, reached), seed };
  const report = inOwnNames(run, plan);
  return { status: 'error', report, different: [], marks: [...reached], seed, problem, again: true };
}

/** Why a run says nothing of the answer. */
function troubleIn({ interruption }: CheckReport, aborted: string): string | undefined {
  if (interruption?.kind === 'aborted') return aborted;
  if (interruption?.kind !== 'runtime') return undefined;
  return `the machine was lost: ${interruption.message ?? 'it stopped answering'}`;
}

/** Doubts that come of a busy computer, too, where checks ran out of time. */
const ONLY_LATE: readonly Doubt[] = ['mismatch', 'canary-astray'];

function judged(run: CheckReport, plan: readonly Planned[], claimed: unknown, reached: ReadonlySet<string>) {
  const report = inOwnNames(run, plan);
  const claims = claimedPasses(claimed);
  const different = differences(
    report.results.map(({ id }) => id),
    claims ?? new Set(),
    report,
  );
  const doubts: (Doubt | undefined)[] = [
    claims ? undefined : 'claim-unreadable',
    different.length > 0 ? 'mismatch' : undefined,
    canaryFault(run, plan),
  ];
  const found = doubts.filter(doubt => doubt !== undefined);
  const status = found.length > 0 ? ('not_verified' as const) : ('verified' as const);
  const again = found.length > 0 && found.every(doubt => ONLY_LATE.includes(doubt)) && isLate(run, report, different);
  return { status, report, different, marks: [...found, ...reached], ...(again && { again }) };
}
