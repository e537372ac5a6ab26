import { genuine, parse } from './packet.mjs';

/** Takes what the network brings, and hands each message of one sender on, once. */
export class Receiver {
  #key;
  #from;
  #window;
  #skew;
  #now;
  #highest = -1;
  /** Bit n tells whether the packet n before the highest one has come. */
  #bits = 0n;

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
    return this.#isNew(sequence) ? body : undefined;
  }

  #isNew(sequence) {
    const ahead = sequence - this.#highest;
    if (ahead > 0) {
      // All of the window is left behind by a jump that is longer.
      this.#bits = ahead >= this.#window ? 1n : BigInt.asUintN(this.#window, this.#bits << BigInt(ahead)) | 1n;
      this.#highest = sequence;
      return true;
    }
    if (-ahead >= this.#window) return false;
    const bit = 1n << BigInt(-ahead);
    if ((this.#bits & bit) !== 0n) return false;
    this.#bits |= bit;
    return true;
  }
}
