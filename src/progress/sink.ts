import type { FileMap } from '../course/workspace.ts';

/** What a Check said, without its evidence. */
export interface CheckedWork {
  passed: boolean;
  seed: string;
  /** How many checks the lesson has; `results` may be of fewer. */
  total: number;
  results: readonly { id: string; status: string; outcome?: string }[];
}

/** Told of what a reader does in a lesson, as it happens. Nothing waits for it, and it throws nothing. */
export interface ProgressSink {
  draft(lesson: string, files: FileMap): void;
  checked(lesson: string, files: FileMap, report: CheckedWork): void;
  /** A run that ended; `said` is what it printed, `code` null where a signal ended it. */
  ran(lesson: string, files: FileMap, run: { program: string; said: string; code: number | null }): void;
}

let current: ProgressSink | undefined;

/** The page's sink from now on: a class's, where its reader is in one. */
export function setProgressSink(sink: ProgressSink | undefined): void {
  current = sink;
}

/** Whoever is to be told; nobody, as a rule. */
export function progressSink(): ProgressSink | undefined {
  return current;
}
