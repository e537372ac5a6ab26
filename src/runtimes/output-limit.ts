import { LIMITS, STREAMS, type LimitName } from '../streams.ts';
import type { Exit, OutputStream } from './runtime.ts';

const NEWLINE = 10;

export interface OutputLimiter {
  /** Returns the part of `bytes` that still fits; `exit` is set from then on when it was cut. */
  take(stream: OutputStream, bytes: Uint8Array): Uint8Array;
  /** How the run ends that has written too much. */
  readonly exit: Exit | undefined;
}

interface Left {
  bytes: number;
  lines: number;
}

/** Counts what a run writes against `LIMITS`, of which streams may share one. */
export function createOutputLimiter(): OutputLimiter {
  const left = new Map<LimitName, Left>();
  let exit: Exit | undefined;

  function leftOf(limit: LimitName): Left {
    const { bytes, lines } = LIMITS[limit];
    return left.get(limit) ?? left.set(limit, { bytes, lines }).get(limit)!;
  }
  return {
    take(stream, bytes) {
      const { limit } = STREAMS[stream];
      const kept = exit ? bytes.subarray(0, 0) : draw(leftOf(limit), bytes);
      if (kept.length < bytes.length) exit ??= tooMuch(limit);
      return kept;
    },
    get exit() {
      return exit;
    },
  };
}

function draw(left: Left, bytes: Uint8Array): Uint8Array {
  const kept = bytes.subarray(0, Math.min(left.bytes, endOfLines(left, bytes)));
  left.bytes -= kept.length;
  return kept;
}

/** Where the last line ends that still fits; what is no whole line yet fits, too. */
function endOfLines(left: Left, bytes: Uint8Array): number {
  if (left.lines === Infinity) return bytes.length;
  let end = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && left.lines > 0; at = bytes.indexOf(NEWLINE, end)) {
    left.lines--;
    end = at + 1;
  }
  return left.lines > 0 ? bytes.length : end;
}

function tooMuch(limit: LimitName): Exit {
  const { bytes, lines, where }: { bytes: number; lines: number; where?: string } = LIMITS[limit];
  const exit: Exit = { reason: 'output-limit', code: null };
  if (where === undefined) return exit;
  const orLines = lines === Infinity ? '' : ` or ${lines} lines`;
  return { ...exit, message: `It wrote more than ${bytes / 2 ** 20} MiB${orLines} to ${where}.` };
}
