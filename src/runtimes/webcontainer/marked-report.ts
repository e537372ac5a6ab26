import { concat } from '../run-to-end.ts';
import type { OutputStream } from '../runtime.ts';

const RS = 0x1e;
const NEWLINE = 0x0a;
/** RS, a token of 32 hex digits, a space: how every record of the harness begins. */
const MARK_LENGTH = 34;
/** A record this long is none: it is given on as it is, and the report's own limit ends the run. */
const LONGEST = 4 * 1024 * 1024;

export type Part = readonly [stream: OutputStream, bytes: Uint8Array];

export interface ReportSplitter {
  /** Gives what this piece of stdout completes; what may still become a record is held back. */
  push(bytes: Uint8Array): Part[];
  /** Gives what was held back: the program has ended. */
  end(): Part[];
}

/**
 * Takes the report out of stdout, for a runtime without a descriptor of its own for it: a record begins with its
 * mark, anywhere, and ends with its line. Everything else is output, byte for byte.
 */
export function createReportSplitter(): ReportSplitter {
  let held = new Uint8Array(0);
  return {
    push(bytes) {
      const data = concat([held, bytes]);
      const parts: Part[] = [];
      let from = 0;
      let at = data.indexOf(RS);
      while (at >= 0) {
        const record = beginsRecord(data, at);
        if (record === 'no') {
          at = data.indexOf(RS, at + 1);
          continue;
        }
        if (at > from) parts.push(['stdout', data.slice(from, at)]);
        from = at;
        const end = record === 'yes' ? data.indexOf(NEWLINE, at) : -1;
        if (end < 0 && data.length - at <= LONGEST) break;
        from = end < 0 ? data.length : end + 1;
        parts.push(['report', data.slice(at, from)]);
        at = data.indexOf(RS, from);
      }
      if (at < 0 && from < data.length) parts.push(['stdout', data.slice(from)]);
      held = at < 0 ? new Uint8Array(0) : data.slice(from);
      return parts;
    },
    end() {
      const rest = held;
      held = new Uint8Array(0);
      return rest.length > 0 ? [['stdout', rest]] : [];
    },
  };
}

function beginsRecord(data: Uint8Array, at: number): 'yes' | 'no' | 'perhaps' {
  const mark = data.subarray(at + 1, at + MARK_LENGTH);
  for (const [i, byte] of mark.entries()) {
    const fits = i === MARK_LENGTH - 2 ? byte === 0x20 : isHexDigit(byte);
    if (!fits) return 'no';
  }
  return mark.length === MARK_LENGTH - 1 ? 'yes' : 'perhaps';
}

const isHexDigit = (byte: number): boolean => (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
