import type { Outbox, WaitingEvent } from './outbox.ts';

/** How it stands: all sent, some wait (for the network or their turn), or nobody is logged in to send for. */
export type SendState = { state: 'sent' } | { state: 'waiting'; n: number } | { state: 'logged-out'; n: number };

export interface SenderOptions {
  outbox: Outbox;
  pupil: string;
  /** Where it goes: a class's `work` address. */
  address: string;
  fetch: typeof fetch;
  /** Calls back after so many ms; gives what calls that off. */
  later: (ms: number, then: () => void) => () => void;
  onState: (state: SendState) => void;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** Sends a pupil's outbox, oldest first, until it is empty; again and again where the network or the server is not there. */
export class Sender {
  readonly #options: SenderOptions;
  #wait = FIRST_WAIT;
  #callOff = (): void => {};
  #sending: Promise<void> | undefined;
  #again = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Something has come in, or the network is back. */
  kick(): void {
    this.#callOff();
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = this.#sendAll().finally(() => {
      this.#sending = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.kick();
    });
  }

  async #sendAll(): Promise<void> {
    const { outbox, pupil, onState } = this.#options;
    try {
      for (let most: number | undefined; ;) {
        const events = await outbox.next(pupil, most);
        if (events.length === 0) return onState({ state: 'sent' });
        const outcome = await this.#send(events);
        if (outcome === 'too-large' && events.length > 1) {
          most = 1;
          continue;
        }
        if (outcome === 'later' || outcome === 'logged-out') return await this.#pause(outcome);
        // One that is too large by itself never gets through: the bench keeps the code.
        await outbox.remove(pupil, outcome === 'too-large' ? events.map(({ id }) => id) : outcome);
        this.#wait = FIRST_WAIT;
      }
    } catch {
      // The browser refuses its database just now.
      this.#retry();
    }
  }

  async #send(events: readonly WaitingEvent[]): Promise<'later' | 'logged-out' | 'too-large' | readonly string[]> {
    const { address, fetch } = this.#options;
    const headers = { 'Content-Type': 'application/json' };
    try {
      const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ events }) });
      if (answer.status === 413) return 'too-large';
      if ([401, 403, 404].includes(answer.status)) return 'logged-out';
      if (!answer.ok) return 'later';
      const { stored, refused } = (await answer.json()) as { stored: string[]; refused: string[] };
      return [...stored, ...refused];
    } catch {
      return 'later';
    }
  }

  async #pause(why: 'later' | 'logged-out'): Promise<void> {
    const { outbox, pupil, onState } = this.#options;
    const n = await outbox.count(pupil);
    onState(why === 'logged-out' ? { state: 'logged-out', n } : { state: 'waiting', n });
    this.#retry();
  }

  #retry(): void {
    this.#callOff = this.#options.later(this.#wait, () => this.kick());
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
  }
}
