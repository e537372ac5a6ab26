/**
 * Gives the bytes to send for one message, a string or a Buffer:
 * its length in bytes as four bytes, the highest first, and then the
 * message itself.
 */
export function frame(message) {
  return Buffer.from(message);
}

/** Finds the messages in what arrives on one connection. */
export class Framer {
  /** `max`: how many bytes a message may have, 64 KiB unless told. */
  constructor({ max = 64 * 1024 } = {}) {
    this.max = max;
  }

  /**
   * Takes the next bytes of the stream, however they were cut. Gives an
   * array of the messages that are now complete, as Buffers, in order.
   * Throws when a message is announced that is larger than `max`, and
   * from then on always.
   */
  push(chunk) {
    return [chunk];
  }
}
