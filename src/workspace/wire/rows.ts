import { outcomesOf, type Outcome } from '../../wire/outcome.ts';
import type { Message } from '../../wire/read.ts';

/** A row of the table: a message, or that a handshake failed with the message before. */
export interface WireRow {
  /** Stays the same while more messages come. */
  key: string;
  message: Message;
  failed?: Outcome;
}

/** The rows of these messages in their order; mere segments only with `all`. */
export function wireRows(messages: readonly Message[], all: boolean): WireRow[] {
  const failures = new Map([...outcomesOf(messages).values()].map(outcome => [outcome.at, outcome]));
  return messages.flatMap((message, at) => {
    const failed = failures.get(at);
    const rows: WireRow[] = all || !message.quiet || failed ? [{ key: String(at), message }] : [];
    if (failed) rows.push({ key: `${at}!`, message, failed });
    return rows;
  });
}

/** Which row is shown first: the first of more than TCP, if there is one. */
export function firstRow(rows: readonly WireRow[]): WireRow | undefined {
  return rows.find(({ message }) => message.protocol !== 'TCP') ?? rows[0];
}
