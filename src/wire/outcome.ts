import type { Message } from './read.ts';
import type { Side } from './tls/connection.ts';

/** How a conversation over TLS went wrong. */
export interface Outcome {
  /**
   * - `alert`: an end refused, and said why.
   * - `broken`: the same, after the server had answered with data.
   * - `closed`, `reset`: an end went away in the middle of the handshake.
   * - `silent`: the handshake was whole, and an end hung up without having sent anything; of a client, only where the
   *   server had sent nothing either, since some servers speak alone.
   */
  kind: 'alert' | 'broken' | 'closed' | 'reset' | 'silent';
  by: Side;
  /** The name of the alert (RFC 9846, section 6). */
  alert?: string;
  /** Which message says so, by its place among all. */
  at: number;
}

/** What is known of a conversation while its messages go by. */
interface Course {
  hello: boolean;
  /** Records that were not opened: whether the handshake was whole is not known. */
  locked: boolean;
  finished: Record<Side, boolean>;
  data: Record<Side, boolean>;
}

/** Alerts by which nobody refuses anything. */
const POLITE = new Set(['close_notify', 'user_canceled']);

/** The first thing that went wrong in each conversation over TLS, by the conversation's number. */
export function outcomesOf(messages: readonly Message[]): Map<number, Outcome> {
  const courses = new Map<number, Course>();
  const outcomes = new Map<number, Outcome>();
  for (const [at, message] of messages.entries()) {
    const { conversation } = message;
    const course = courses.get(conversation) ?? begun();
    courses.set(conversation, course);
    const wrong = course.hello && !outcomes.has(conversation) ? wrongAt(message, course) : undefined;
    if (wrong) outcomes.set(conversation, { ...wrong, by: message.side, at });
    note(message, course);
  }
  return outcomes;
}

const begun = (): Course => ({
  hello: false,
  locked: false,
  finished: { client: false, server: false },
  data: { client: false, server: false },
});

function note({ name, protocol, side }: Message, course: Course): void {
  if (protocol !== 'TLS') return;
  if (name === 'ClientHello') course.hello = true;
  if (name === 'Finished') course.finished[side] = true;
  if (name === 'application data') course.data[side] = true;
  if (name.startsWith('encrypted')) course.locked = true;
}

function wrongAt(
  { name, protocol, side }: Message,
  { finished, data, locked }: Course,
): Pick<Outcome, 'kind' | 'alert'> | undefined {
  const alert = /^Alert (\w+)/.exec(name)?.[1];
  if (protocol === 'TLS')
    return alert && !POLITE.has(alert) ? { kind: data.server ? 'broken' : 'alert', alert } : undefined;
  const ends = /^(FIN|RST)/.exec(name)?.[1];
  if (protocol !== 'TCP' || !ends || locked) return undefined;
  if (!finished.client || !finished.server) return { kind: ends === 'RST' ? 'reset' : 'closed' };
  return data[side] || data.server ? undefined : { kind: 'silent' };
}
