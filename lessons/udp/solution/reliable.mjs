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
  /** What ends the waiting, by the ack in hex. */
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
    const datagram = Buffer.concat([header, Buffer.from(message)]);
    const ack = header.toString('hex');
    return new Promise((resolve, reject) => {
      let left = this.tries;
      let timer;
      const attempt = () => {
        if (left-- === 0) {
          this.#waiting.delete(ack);
          reject(new Error('no ack has come'));
          return;
        }
        timer = this.timers.setTimeout(attempt, this.retry);
        this.transmit(datagram);
      };
      this.#waiting.set(ack, () => {
        this.#waiting.delete(ack);
        this.timers.clearTimeout(timer);
        resolve();
      });
      attempt();
    });
  }

  /** Takes any datagram that has arrived, whoever sent it. */
  receive(datagram) {
    // Only who has seen our datagram can know its token.
    this.#waiting.get(datagram.toString('hex'))?.();
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
