import type { Outbox, WaitingEvent } from './outbox.ts';

/**
 * How it stands: all sent, some wait (for the network or their turn, or for their chapter to be opened), or nobody is logged in
 * to send for.
 */
export type SendState = { state: 'sent' } | { state: 'waiting' | 'closed' | 'logged-out'; n: number };

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
  /** Lessons whose chapter was closed when they were last asked for: they do not hold up the others. */
  readonly #closed = new Set<string>();
  #reopening = false;

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
    const { outbox, pupil } = this.#options;
    try {
      for (let most: number | undefined; ;) {
        const events = await outbox.next(pupil, most, this.#closed);
        if (events.length === 0) return await this.#done();
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
    const { address, fetch, pupil } = this.#options;
    const headers = { 'Content-Type': 'application/json' };
    try {
      const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ pupil, events }) });
      if (answer.status === 413) return 'too-large';
      if ([401, 403, 404].includes(answer.status)) return 'logged-out';
      if (!answer.ok) return 'later';
      const { stored, refused, closed } = (await answer.json()) as Record<'stored' | 'refused' | 'closed', string[]>;
      for (const { id, lesson } of events) if (closed.includes(id)) this.#closed.add(lesson);
      return [...stored, ...refused];
    } catch {
      return 'later';
    }
  }

  /** All is sent that is taken now; what is not is tried again after a while, whatever comes in until then. */
  async #done(): Promise<void> {
    const { outbox, pupil, later, onState } = this.#options;
    const n = this.#closed.size > 0 ? await outbox.count(pupil) : 0;
    onState(n > 0 ? { state: 'closed', n } : { state: 'sent' });
    if (n === 0 || this.#reopening) return;
    this.#reopening = true;
    later(LONGEST_WAIT, () => {
      this.#reopening = false;
      this.#closed.clear();
      this.kick();
    });
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
