import type { CheckReport } from '../../checker/report.ts';
import type { CheckLimits } from '../../checker/run-checks.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { ExerciseBundle, FileMap } from '../../course/workspace.ts';
import type { LessonRuntime } from '../../runtimes/pool/lesson-runtime.ts';
import type { Exit } from '../../runtimes/runtime.ts';
import type { Scheduler } from '../log/output-log.ts';
import type { UsualTimes } from './usual-times.ts';

export type Task = 'run' | 'check';

/** How the last run ended; `stopped` by the reader. */
export interface RunEnd {
  exit: Exit;
  program: string;
  ms: number;
  /** The end of what it wrote to standard error. */
  lastWords: string;
}

export interface SessionOptions {
  exercise: Exercise;
  /** The files a lesson begins with: what a machine in waiting can try without harm. */
  starter?: FileMap;
  /** The learner's files as they are when a task begins; for Check, what of them is judged. */
  work(task: Task): FileMap;
  loadRuntime(): Promise<LessonRuntime>;
  loadBundle(signal?: AbortSignal): Promise<ExerciseBundle>;
  /** Called with a Check that reached a verdict: not when it was stopped, nor when the machine failed. */
  onVerdict?(report: CheckReport, work: FileMap): void;
  schedule: Scheduler;
  /** How long checks took here before; nothing is remembered without it. */
  times?: UsualTimes;
  /** The same of the machine, which is one for all lessons. */
  machineTimes?: UsualTimes;
  /** In ms, from anywhere. */
  now?(): number;
  limits?: CheckLimits;
}
