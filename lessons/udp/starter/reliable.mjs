/**
 * A datagram of ours:  token (8 bytes) | number (4 bytes) | message
 * The ack to it:       token (8 bytes) | number (4 bytes)
 * The first message has the number 0. The highest byte comes first.
 */
const TOKEN = 8;
const HEADER = TOKEN + 4;

export class ReliableSender {
  #next = 0;

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
  async send(message) {
    const header = Buffer.alloc(HEADER);
    header.writeUInt32BE(this.#next++, TOKEN);
    this.transmit(Buffer.concat([header, Buffer.from(message)]));
  }

  /** Takes any datagram that has arrived, whoever sent it. */
  receive(datagram) {
  }
}

export class ReliableReceiver {
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
    this.transmit(datagram.subarray(0, HEADER));
    this.deliver(datagram.subarray(HEADER));
  }
}
