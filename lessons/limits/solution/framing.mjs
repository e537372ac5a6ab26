const HEADER = 4;

/**
 * Gives the bytes to send for one message, a string or a Buffer:
 * its length in bytes as four bytes, the highest first, and then the
 * message itself.
 */
export function frame(message) {
  const body = Buffer.from(message);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Finds the messages in what arrives on one connection. */
export class Framer {
  #rest = Buffer.alloc(0);

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
    const messages = [];
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= HEADER) {
      const length = this.#rest.readUInt32BE();
      // The header stays where it is, so the next push() throws as well.
      if (length > this.max) throw new RangeError(`a message of ${length} bytes is too large`);
      const end = HEADER + length;
      if (this.#rest.length < end) break;
      messages.push(this.#rest.subarray(HEADER, end));
      this.#rest = this.#rest.subarray(end);
    }
    return messages;
  }
}
