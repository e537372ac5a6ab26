import { joined } from '../bytes.ts';
import type { Field, Layer } from '../field.ts';
import { readRoot, type Reader } from '../reader.ts';
import { messageName, readHandshake } from './handshake.ts';
import type { TlsMessage } from './message.ts';
import type { HandshakeState } from './state.ts';

const HEADER = 4;
/** Longer handshake messages are not put together: a chain of certificates has some thousand bytes. */
const LONGEST = 2 ** 20;

/** Handshake messages of one direction: several may be in a record, and one may go over several (RFC 9846, section 5.1). */
export class Fragments {
  readonly #state: HandshakeState;
  #pieces: Uint8Array[] = [];
  #had = 0;
  /** How long the message is that was begun; of its header, as long as that is not there. */
  #needed = HEADER;
  #layers: Layer[] = [];

  constructor(state: HandshakeState) {
    this.#state = state;
  }

  /** The messages that end in this fragment; `after` is called behind each, before the next is read. */
  read(fragment: Reader, layers: Layer[], after: (message: TlsMessage) => void): TlsMessage[] {
    const messages: TlsMessage[] = [];
    const add = (message: TlsMessage) => {
      messages.push(message);
      after(message);
    };
    while (fragment.left > 0 && !fragment.failed) {
      if (this.#had > 0 || !isWhole(fragment)) this.#collect(fragment, layers, add);
      else add(this.#whole(fragment, layers));
    }
    return messages;
  }

  /** What was begun and never ended, as a message that says so. */
  unfinished(): TlsMessage[] {
    if (this.#had === 0) return [];
    const bytes = joined(this.#pieces);
    const root = readRoot('Handshake', bytes, reader => reader.fail({ kind: 'cut', had: bytes.length }));
    return [{ name: 'half a message', focus: root, layers: [...this.#layers, { kind: 'message', bytes, root }] }];
  }

  #whole(fragment: Reader, layers: Layer[]): TlsMessage {
    const name = messageName(fragment);
    readHandshake(fragment, this.#state);
    return { name, focus: fragment.fields.at(-1)!, layers };
  }

  /** Takes as much of the fragment as the message needs that was begun. */
  #collect(fragment: Reader, layers: Layer[], add: (message: TlsMessage) => void): void {
    const piece = fragment.bytes('part of a handshake message', Math.min(fragment.left, this.#needed - this.#had));
    this.#pieces.push(piece);
    this.#had += piece.length;
    if (this.#layers.at(-1) !== layers.at(-1)) this.#layers.push(...layers);
    if (this.#needed === HEADER && this.#had === HEADER) this.#readLength(fragment);
    if (this.#had === this.#needed) add(this.#put());
  }

  #readLength(fragment: Reader): void {
    const [, high, middle, low] = joined(this.#pieces);
    this.#needed = HEADER + high! * 65536 + middle! * 256 + low!;
    if (this.#needed > LONGEST) fragment.fail({ kind: 'too-much', wanted: LONGEST, had: this.#needed });
  }

  #put(): TlsMessage {
    const bytes = joined(this.#pieces);
    let name = '';
    const root: Field = readRoot('Handshake', bytes, reader => {
      name = messageName(reader);
      readHandshake(reader, this.#state);
    });
    const layers = [...this.#layers, { kind: 'message', bytes, root } satisfies Layer];
    this.#pieces = [];
    this.#had = 0;
    this.#needed = HEADER;
    this.#layers = [];
    return { name, focus: root, layers };
  }
}

/** Whether the next message ends within the fragment. */
function isWhole(fragment: Reader): boolean {
  const length = fragment.peekNumber(3, 1);
  return length !== undefined && fragment.left >= HEADER + length;
}
