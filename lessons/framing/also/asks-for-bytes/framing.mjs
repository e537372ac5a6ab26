const HEADER = 4;

/**
 * Gives the bytes to send for one message, a string or a Buffer:
 * its length in bytes as four bytes, the highest first, and then the
 * message itself.
 */
export function frame(message) {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(Buffer.byteLength(message));
  return Buffer.concat([header, Buffer.from(message)]);
}

/** Finds the messages in what arrives on one connection. */
export class Framer {
  #rest = Buffer.alloc(0);
  #reader;
  #step;

  /** `max`: how many bytes a message may have, 64 KiB unless told. */
  constructor({ max = 64 * 1024 } = {}) {
    this.#reader = read(max);
    this.#step = this.#reader.next().value;
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
    while (this.#rest.length >= this.#step.need) {
      const bytes = this.#rest.subarray(0, this.#step.need);
      this.#rest = this.#rest.subarray(this.#step.need);
      this.#step = this.#reader.next(bytes).value;
      if (this.#step.message) messages.push(this.#step.message);
    }
    if (this.#step.error) throw this.#step.error;
    return messages;
  }
}

/** Reads as if all bytes were there: says how many it needs next, and is woken with them. */
function* read(max) {
  let message;
  for (;;) {
    const header = yield { need: HEADER, message };
    const length = header.readUInt32BE();
    // Nobody knows where the next message begins, so this one is never woken again.
    if (length > max) yield { need: Infinity, error: new RangeError(`a message of ${length} bytes is too large`) };
    message = yield { need: length };
  }
}
