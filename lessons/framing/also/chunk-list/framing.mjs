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
  #chunks = [];
  #have = 0;
  #need = HEADER;

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
    this.#chunks.push(chunk);
    this.#have += chunk.length;
    // Joined only when a header or a message has become whole.
    if (this.#have < this.#need) return [];
    let rest = Buffer.concat(this.#chunks);
    const messages = [];
    for (;;) {
      this.#need = this.#needed(rest);
      if (rest.length < this.#need) break;
      messages.push(rest.subarray(HEADER, this.#need));
      rest = rest.subarray(this.#need);
    }
    this.#chunks = [rest];
    this.#have = rest.length;
    return messages;
  }

  #needed(rest) {
    if (rest.length < HEADER) return HEADER;
    const length = rest.readUInt32BE();
    if (length <= this.max) return HEADER + length;
    throw new RangeError(`a message of ${length} bytes is too large`);
  }
}
