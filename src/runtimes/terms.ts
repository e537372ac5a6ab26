/** Words that runs and sessions share; whoever uses a runtime has them from runtime.ts. */

/**
 * Boot progress in bytes of the current stage; `total` is 0 where the stage cannot be measured. So many bytes `later` will
 * be fetched once it is up, in idle time.
 */
export interface BootProgress {
  stage: 'downloading' | 'starting';
  done: number;
  total: number;
  later?: number;
}

/** Paths are relative to the workspace root, with `/`, without `..`: `work/echo.mjs`, `check/harness.mjs`. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const EXIT_REASONS = ['exited', 'aborted', 'output-limit', 'out-of-memory', 'not-started', 'lost'] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

/**
 * How a run ended. A run always ends and `exit` never rejects.
 * - `exited`: the program ended by itself; `code` is its exit code, 128 + n after signal n.
 * - `aborted`: `signal` fired, or `interrupt` was called.
 * - `output-limit`: it wrote more than the runtime keeps (see `OUTPUT_LIMIT`), and was stopped.
 * - `out-of-memory`: it asked for more memory than there is (see `MEMORY_LIMIT`), and was ended.
 * - `not-started`: the runtime could not start it; `message` says why.
 * - `lost`: the runtime under it died or stopped answering; `message` says what was seen.
 */
export interface Exit {
  reason: ExitReason;
  code: number | null;
  message?: string;
}
