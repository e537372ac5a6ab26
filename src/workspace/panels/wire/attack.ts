import type { Message, Reading } from '../../../wire/read.ts';
import type { Side } from '../../../wire/tls/connection.ts';
import { isWithin, type Span } from '../../model/replay.ts';

/** The messages of a check: what comes before or after belongs to others. */
export function ofSpan(reading: Reading, span: Span): Reading {
  return { ...reading, messages: reading.messages.filter(({ time }) => isWithin(time * 1000, span)) };
}

/** Where the messages end that a replay shows at this step, counted from 1; mere segments count for nothing. */
export function endOfStep(messages: readonly Message[], step: number): number {
  let left = step;
  const at = messages.findIndex(({ quiet }) => !quiet && --left === 0);
  return at < 0 ? messages.length : at + 1;
}

/**
 * Which message of an attack that was not refused should not have been let so far: the last one that the attacker sent
 * before the verdict, by its place. What only ends a connection asks for nothing.
 */
export function lastOfAttacker(messages: readonly Message[], attacker: Side): number {
  return messages.findLastIndex(
    ({ side, protocol, name, quiet }) =>
      side === attacker && !quiet && (protocol !== 'TCP' || name === 'data') && !name.startsWith('Alert'),
  );
}
