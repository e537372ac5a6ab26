/** What a Check tells the page, one event at a time and as a whole. */

import type { PrintedStream } from '../runtimes/runtime.ts';

export const CHECK_STATUSES = ['idle', 'running', 'pass', 'fail', 'timeout', 'error'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** A value as the harness saw it in the learner's process. `length` is of the whole value, which may be cut. */
export type SeenValue =
  | { type: 'bytes'; hex: string; length: number }
  | { type: 'text'; text: string; length: number }
  | { type: 'value'; text: string };

export interface Evidence {
  label: string;
  value: SeenValue;
}

/**
 * Why a check did not pass; the page has words for each kind in every language.
 * - `not-equal` / `equal`: two values should (not) have been the same: `expected`, `actual`.
 * - `not-ok`: a statement about the learner's code was false: `message` names it.
 * - `not-refused`: something that had to be refused got through: `actual` is what came back.
 * - `crashed`: an attack made the learner's program throw outside any handler: see `error`.
 * - `twin`: an attack was refused, but so was its legitimate twin, the check named in `twin`.
 * - `other`: see `message`.
 */
export interface Failure {
  kind: 'not-equal' | 'equal' | 'not-ok' | 'not-refused' | 'crashed' | 'twin' | 'other';
  message?: string;
  expected?: SeenValue;
  actual?: SeenValue;
  twin?: string;
  /** A key under the check's `outcomes` in the lesson's prose: words for this very mistake. */
  outcome?: string;
}

/** An exception from the learner's code; `at` is `file:line:column` in their work folder. */
export interface SeenError {
  name: string;
  message: string;
  at?: string;
  code?: string;
}

export interface CheckResult {
  id: string;
  status: Exclude<CheckStatus, 'idle' | 'running'>;
  /** With `fail`. */
  failure?: Failure;
  /** With `error`, and with a `crashed` failure. */
  error?: SeenError;
  /** With `timeout`: what was waited for, and how long in ms. */
  waited?: { for: string; ms: number };
  evidence: readonly Evidence[];
}

/**
 * Why the whole Check could not be carried through.
 * - `load`: the learner's code could not be loaded (see `error`); every check is then `error`.
 * - `exit`: their code ended the process, with `code`, `at` a place; or it was stopped for what `error` says.
 * - `runtime`: the machine under it failed; nothing is said about the learner's code.
 * - `aborted`: the reader pressed Stop.
 */
export interface Interruption {
  kind: 'load' | 'exit' | 'runtime' | 'aborted';
  error?: SeenError;
  code?: number | null;
  message?: string;
}

export type CheckEvent =
  /** `at`: when, in ms since 1970 by the clock of the machine that runs it. */
  | { type: 'running'; id: string; at?: number }
  | { type: 'result'; result: CheckResult }
  | { type: 'output'; stream: PrintedStream; bytes: Uint8Array };

export interface CheckReport {
  /** The run's seed; the same seed with the same code gives the same attack inputs. */
  seed: string;
  results: readonly CheckResult[];
  /** Every check of the lesson has passed, in this one run. */
  passed: boolean;
  /** The checks that were chosen, where it was not all of them. */
  only?: readonly string[];
  interruption?: Interruption;
}
