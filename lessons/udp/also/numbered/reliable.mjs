import { randomBytes } from 'node:crypto';

/**
 * A datagram of ours:  token (8 bytes) | number (4 bytes) | message
 * The ack to it:       token (8 bytes) | number (4 bytes)
 * The first message has the number 0. The highest byte comes first.
 */
const TOKEN = 8;
const HEADER = TOKEN + 4;

export class ReliableSender {
  #next = 0;
  #waiting = new Map();

  /**
   * - `transmit(datagram)` puts it on the wire; whether it arrives,
   *   nobody says
   * - `retry`: how many ms to wait for an ack before sending again
   * - `tries`: how often a message is sent in all
   */
  constructor(transmit, {
    retry = 200,
    tries = 8,
    timers = { setTimeout, clearTimeout },
  } = {}) {
    Object.assign(this, { transmit, retry, tries, timers });
  }

  /**
   * Sends a message at once, also while others are under way. Resolves
   * when its ack has come; rejects when the last try had `retry` ms, too.
   */
  send(message) {
    const header = Buffer.alloc(HEADER);
    randomBytes(TOKEN).copy(header);
    header.writeUInt32BE(this.#next++, TOKEN);
    const entry = { header, datagram: Buffer.concat([header, Buffer.from(message)]), left: this.tries };
    this.#waiting.set(header.readUInt32BE(TOKEN), entry);
    const ended = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    this.#attempt(entry);
    return ended;
  }

  #attempt(entry) {
    if (entry.left === 0) {
      this.#waiting.delete(entry.header.readUInt32BE(TOKEN));
      entry.reject(new Error('no ack has come'));
      return;
    }
    entry.left--;
    this.transmit(entry.datagram);
    entry.timer = this.timers.setTimeout(() => this.#attempt(entry), this.retry);
  }

  /** Takes any datagram that has arrived, whoever sent it. */
  receive(datagram) {
    if (datagram.length < HEADER) return;
    const number = datagram.readUInt32BE(TOKEN);
    const entry = this.#waiting.get(number);
    if (!entry || !entry.header.equals(datagram.subarray(0, HEADER))) return;
    this.#waiting.delete(number);
    this.timers.clearTimeout(entry.timer);
    entry.resolve();
  }
}

export class ReliableReceiver {
  #next = 0;
  /** Messages that came before their turn, by number. */
  #early = new Map();

  /**
   * - `transmit(datagram)` puts an ack on the wire
   * - `deliver(message)` hands a message (a Buffer) on: each of them
   *   once, in the order of their numbers
   * - `window`: how many numbers, counted from the next one expected,
   *   are taken; what lies beyond gets no ack
   */
  constructor(transmit, deliver, { window = 64 } = {}) {
    Object.assign(this, { transmit, deliver, window });
  }

  /** Takes any datagram that has arrived, whoever sent it. */
  receive(datagram) {
    if (datagram.length < HEADER) return;
    const number = datagram.readUInt32BE(TOKEN);
    // An ack is a promise, so there is none for what we do not keep.
    if (number >= this.#next + this.window) return;
    if (number >= this.#next) this.#early.set(number, datagram.subarray(HEADER));
    // The ack to the first copy may be lost: every copy gets one.
    this.transmit(datagram.subarray(0, HEADER));
    for (; this.#early.has(this.#next); this.#next++) {
      this.deliver(this.#early.get(this.#next));
      this.#early.delete(this.#next);
    }
  }
}
