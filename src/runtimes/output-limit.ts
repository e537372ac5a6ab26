import { OUTPUT_LIMIT, type OutputStream } from './runtime.ts';

/** Bytes of the report stream after which a run is stopped: room for every check's evidence, not for a flood. */
export const REPORT_LIMIT = 4 * OUTPUT_LIMIT;

export interface OutputLimiter {
  /** Returns the part of `bytes` that still fits; `full` is true from then on when it was cut. */
  take(stream: OutputStream, bytes: Uint8Array): Uint8Array;
  readonly full: boolean;
}

/** Counts what a run writes: stdout and stderr share `OUTPUT_LIMIT`, the report has `REPORT_LIMIT`. */
export function createOutputLimiter(): OutputLimiter {
  const left = { output: OUTPUT_LIMIT, report: REPORT_LIMIT };
  let full = false;
  return {
    take(stream, bytes) {
      const budget = stream === 'report' ? 'report' : 'output';
      const kept = full ? bytes.subarray(0, 0) : bytes.subarray(0, left[budget]);
      left[budget] -= kept.length;
      if (kept.length < bytes.length) full = true;
      return kept;
    },
    get full() {
      return full;
    },
  };
}
