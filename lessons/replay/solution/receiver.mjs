import { genuine, parse } from './packet.mjs';

/** Takes what the network brings, and hands each message of one sender on, once. */
export class Receiver {
  #key;
  #from;
  #window;
  #skew;
  #now;
  #highest = -1;
  #seen = new Set();

  /**
   * `key` is shared with the sender, and both directions use it. `from` is
   * the number of the sender that is listened to. Of the packets before the
   * highest number seen, `window` may still come late: with 64 and number
   * 100 those from 37 on. Clocks may differ by `skew` ms, and `now` gives
   * the time in ms.
   */
  constructor({ key, from, window = 64, skew = 30_000, now = Date.now }) {
    this.#key = key;
    this.#from = from;
    this.#window = window;
    this.#skew = skew;
    this.#now = now;
  }

  /** Gives the body (a Buffer) of a packet that is genuine and fresh, and undefined for any other bytes. */
  receive(packet) {
    if (!genuine(this.#key, packet)) return undefined;
    const { from, sequence, time, body } = parse(packet);
    if (from !== this.#from) return undefined;
    if (Math.abs(this.#now() - time) > this.#skew) return undefined;
    if (this.#isOld(sequence) || this.#seen.has(sequence)) return undefined;
    this.#remember(sequence);
    return body;
  }

  /** Whether it lies before the window, of which nothing is remembered. */
  #isOld(sequence) {
    return sequence <= this.#highest - this.#window;
  }

  #remember(sequence) {
    this.#seen.add(sequence);
    this.#highest = Math.max(this.#highest, sequence);
    for (const old of this.#seen) if (this.#isOld(old)) this.#seen.delete(old);
  }
}
