import type { WireRecord } from '../session/wire-log.ts';

/** When a check ran, in ms as the packets tell the time; `to` is when the next one began. */
export interface Span {
  from: number;
  to: number;
}

/** When this check ran in the recorded Check; the last time, where a crash had it run again. */
export function spanOf({ begun }: Pick<WireRecord, 'begun'>, check: string): Span | undefined {
  const at = begun.findLastIndex(({ id }) => id === check);
  const from = begun[at]?.at;
  return from === undefined ? undefined : { from, to: begun[at + 1]?.at ?? Infinity };
}

/** Whether anything crossed the wire in this check. */
export function hasCrossed(record: WireRecord | undefined, check: string): boolean {
  const span = record && spanOf(record, check);
  return Boolean(span && record.packets.some(({ time }) => isWithin(time, span)));
}

export function isWithin(time: number, { from, to }: Span): boolean {
  return time >= from && time < to;
}
