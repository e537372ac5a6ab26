import { genuine, parse } from './packet.mjs';

/** Takes what the network brings, and hands each message of one sender on, once. */
export class Receiver {
  #key;
  #from;
  #window;
  #skew;
  #now;
  /** Numbers that have come, the highest first; no more than the window holds. */
  #seen = [];

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
    const oldest = (this.#seen[0] ?? 0) - this.#window;
    if ((this.#seen.length > 0 && sequence <= oldest) || this.#seen.includes(sequence)) return undefined;
    this.#seen.push(sequence);
    this.#seen.sort((a, b) => b - a);
    this.#seen.length = Math.min(this.#seen.length, this.#window);
    return Buffer.from(body);
  }
}
