import { OUTPUT_LIMIT, type Exit, type OutputStream } from './runtime.ts';

/** Bytes of the report stream after which a run is stopped: room for every check's evidence, not for a flood. */
export const REPORT_LIMIT = 4 * OUTPUT_LIMIT;
/** Records, which are lines, after which it is stopped too: each costs its reader more than its bytes. */
export const REPORT_RECORDS = 10_000;

const NEWLINE = 10;

export interface OutputLimiter {
  /** Returns the part of `bytes` that still fits; `exit` is set from then on when it was cut. */
  take(stream: OutputStream, bytes: Uint8Array): Uint8Array;
  /** How the run ends that has written too much. */
  readonly exit: Exit | undefined;
}

/** Counts what a run writes: stdout and stderr share `OUTPUT_LIMIT`, the report has `REPORT_LIMIT` and `REPORT_RECORDS`. */
export function createOutputLimiter(): OutputLimiter {
  const left = { output: OUTPUT_LIMIT, report: REPORT_LIMIT, records: REPORT_RECORDS };
  let exit: Exit | undefined;

  function room(stream: OutputStream, bytes: Uint8Array): Uint8Array {
    if (stream !== 'report') return bytes.subarray(0, left.output);
    let end = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0 && left.records > 0; at = bytes.indexOf(NEWLINE, end)) {
      left.records--;
      end = at + 1;
    }
    return bytes.subarray(0, Math.min(left.report, left.records > 0 ? bytes.length : end));
  }
  return {
    take(stream, bytes) {
      const kept = exit ? bytes.subarray(0, 0) : room(stream, bytes);
      left[stream === 'report' ? 'report' : 'output'] -= kept.length;
      if (kept.length < bytes.length) exit ??= tooMuch(stream);
      return kept;
    },
    get exit() {
      return exit;
    },
  };
}

function tooMuch(stream: OutputStream): Exit {
  const exit: Exit = { reason: 'output-limit', code: null };
  if (stream !== 'report') return exit;
  const message = `It wrote more than ${REPORT_LIMIT / 2 ** 20} MiB or ${REPORT_RECORDS} lines to the descriptor of the checks' report.`;
  return { ...exit, message };
}
