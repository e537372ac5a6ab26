import { markdownTable } from '../markdown.ts';
import { percentile } from '../percentile.ts';

/** What one class of so many pupils has shown. */
export interface ClassFigures {
  pupils: number;
  /** Acknowledged in a second; asked for. */
  perSecond: number;
  asked: number;
  failed: number;
  /** Ms each. */
  writes: readonly number[];
  lags: readonly number[];
  /** Of one processor, all servers together: 1 is one that has nothing else to do. */
  processor: number;
  /** MiB of the largest server. */
  memory: number;
  /** Bytes of the database for each acknowledged write. */
  bytesPerWrite: number;
  /** Submissions graded in a minute, where somebody grades. */
  graded?: number;
}

const SHARES = [0.5, 0.95, 0.99] as const;

/** A column for each size, with how the first compares to the last. */
export function classTable(figures: readonly ClassFigures[]): string {
  const row = (title: string, valueOf: (of: ClassFigures) => number, digits = 0): string[] => {
    const values = figures.map(valueOf);
    return [title, ...values.map(value => value.toFixed(digits)), ratio(values)];
  };
  const rows = [
    row('writes asked for, a second', ({ asked }) => asked, 1),
    row('acknowledged, a second', ({ perSecond }) => perSecond, 1),
    row('failed', ({ failed }) => failed),
    ...SHARES.map(p => row(`a write, p${100 * p}, ms`, ({ writes }) => percentile(writes, p), 1)),
    ...SHARES.map(p => row(`until the board says so, p${100 * p}, ms`, ({ lags }) => percentile(lags, p))),
    row('servers, processors', ({ processor }) => processor, 2),
    row('largest server, MiB', ({ memory }) => memory),
    row('kept of a write, bytes', ({ bytesPerWrite }) => bytesPerWrite),
    ...(figures.some(({ graded }) => graded !== undefined)
      ? [row('graded, a minute', ({ graded = NaN }) => graded, 1)]
      : []),
  ];
  return markdownTable(['pupils', ...figures.map(({ pupils }) => String(pupils)), 'last : first'], rows);
}

function ratio(values: readonly number[]): string {
  const value = values.at(-1)! / values[0]!;
  return Number.isFinite(value) ? value.toFixed(2) : '-';
}
