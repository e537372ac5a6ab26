import { effect } from '@preact/signals';

import { verdictTeller } from '../../ui/verdict-events.ts';
import type { Session } from '../session/session.ts';

/** Tells the page how the checks stand: now, after each change, and whenever it asks. */
export function tellVerdicts({ checks }: Pick<Session, 'checks'>, signal: AbortSignal, page = document): void {
  const now = (): Record<string, string> =>
    Object.fromEntries(Object.entries(checks.value).map(([id, { status }]) => [id, status]));
  signal.addEventListener('abort', effect(verdictTeller(now, signal, page)));
}
