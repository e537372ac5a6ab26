/**
 * Gives the bytes to send for one message, a string or a Buffer:
 * its length in bytes as four bytes, the highest first, and then the
 * message itself.
 */
export function frame(message) {
  const body = Buffer.from(message);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Finds the messages in what arrives on one connection. */
export class Framer {
  #seen = 0;
  #length = 0;
  #body = [];
  #missing = 0;
  #tooLarge = false;

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
    for (let at = 0; at < chunk.length || this.#tooLarge;) {
      if (this.#tooLarge) throw new RangeError(`a message of ${this.#length} bytes is too large`);
      at += this.#seen < 4 ? this.#header(chunk[at]) : this.#take(chunk.subarray(at, at + this.#missing));
      if (this.#seen < 4 || this.#missing > 0 || this.#tooLarge) continue;
      messages.push(Buffer.concat(this.#body));
      [this.#seen, this.#length, this.#body] = [0, 0, []];
    }
    return messages;
  }

  #header(byte) {
    this.#length = this.#length * 256 + byte;
    this.#seen++;
    this.#missing = this.#length;
    this.#tooLarge = this.#seen === 4 && this.#length > this.max;
    return 1;
  }

  #take(part) {
    this.#body.push(part);
    this.#missing -= part.length;
    return part.length;
  }
}
