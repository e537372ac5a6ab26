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
  #bytes = Buffer.alloc(64);
  #from = 0;
  #to = 0;
  #broken = false;

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
    if (this.#broken) throw new Error('this stream is broken');
    this.#keep(chunk);
    const messages = [];
    for (let one = this.#next(); one !== null; one = this.#next()) messages.push(one);
    return messages;
  }

  #keep(chunk) {
    const have = this.#to - this.#from;
    const needed = have + chunk.length;
    const bytes = needed > this.#bytes.length ? Buffer.alloc(2 * needed) : this.#bytes;
    this.#bytes.copy(bytes, 0, this.#from, this.#to);
    chunk.copy(bytes, have);
    [this.#bytes, this.#from, this.#to] = [bytes, 0, needed];
  }

  #next() {
    const have = this.#to - this.#from;
    if (have < HEADER) return null;
    const length = this.#bytes.readUInt32BE(this.#from);
    if (length > this.max) {
      this.#broken = true;
      throw new RangeError(`a message of ${length} bytes is too large`);
    }
    if (have < HEADER + length) return null;
    const start = this.#from + HEADER;
    this.#from = start + length;
    // A copy: the buffer is used again.
    return Buffer.from(this.#bytes.subarray(start, this.#from));
  }
}
