import { joined } from '../bytes.ts';
import type { Layer } from '../field.ts';
import { readRoot, type Reader } from '../reader.ts';
import { Decryption, type Plain, type Side } from './decryption.ts';
import { Fragments } from './fragments.ts';
import { KeyLog } from './key-log.ts';
import * as names from './names.ts';
import type { TlsMessage } from './message.ts';
import { cutRecord, notTls, readCiphertext, readHeader, readOther } from './records.ts';
import { Proofs } from './proofs.ts';
import { TLS13, type HandshakeState } from './state.ts';

export type { Side } from './decryption.ts';
export type { TlsMessage } from './message.ts';

const { CONTENT } = names;
const HEADER = 5;
/** The largest record that both versions allow (RFC 5246, section 6.2.3). */
const LARGEST = 2 ** 14 + 2048;

/** One direction: the bytes of a record that is not there yet, and how records are opened. */
interface Direction {
  side: Side;
  waiting: Uint8Array;
  fragments: Fragments;
  decryption: Decryption;
  /** TLS 1.2 after ChangeCipherSpec. */
  encrypted12: boolean;
  /** Something came that is no record: nothing after it can be read. */
  dead: boolean;
}

/** Whether a stream may begin so (RFC 9846, section 5.1). */
export function looksLikeTls(bytes: Uint8Array): boolean {
  return bytes.length >= 3 && bytes[0]! >= 20 && bytes[0]! <= 24 && bytes[1] === 3 && bytes[2]! <= 4;
}

/** Reads the records of both directions, in the order in which they crossed the wire. */
export class TlsConnection {
  readonly #state: HandshakeState = {};
  readonly #proofs = new Proofs(this.#state);
  readonly #directions: Record<Side, Direction>;

  constructor(keyLog = new KeyLog()) {
    const direction = (side: Side): Direction => ({
      side,
      waiting: new Uint8Array(),
      fragments: new Fragments(this.#state),
      decryption: new Decryption(side, this.#state, keyLog),
      encrypted12: false,
      dead: false,
    });
    this.#directions = { client: direction('client'), server: direction('server') };
  }

  /** The messages that end with these bytes. */
  feed(side: Side, bytes: Uint8Array): TlsMessage[] {
    const direction = this.#directions[side];
    if (direction.dead) return [];
    let rest: Uint8Array = direction.waiting.length > 0 ? joined([direction.waiting, bytes]) : bytes;
    const messages: TlsMessage[] = [];
    while (rest.length >= HEADER && !direction.dead) {
      const length = HEADER + ((rest[3]! << 8) | rest[4]!);
      if (!looksLikeTls(rest) || length > HEADER + LARGEST) {
        direction.dead = true;
        messages.push(notTls(rest));
      } else if (rest.length < length) break;
      else {
        messages.push(...this.#record(side, rest.subarray(0, length)));
        rest = rest.subarray(length);
      }
    }
    direction.waiting = rest;
    return messages;
  }

  /** What is left when nothing more comes: half a record, half a message. */
  end(side: Side): TlsMessage[] {
    const { waiting, dead, fragments } = this.#directions[side];
    if (!dead && waiting.length > 0) return [cutRecord(waiting)];
    return fragments.unfinished();
  }

  #record(side: Side, bytes: Uint8Array): TlsMessage[] {
    const direction = this.#directions[side];
    const type = bytes[0]!;
    if (this.#isEncrypted(direction, type)) return this.#encrypted(direction, bytes);
    const layer: Layer = { kind: 'record', bytes, root: { name: '', at: 0, length: 0 } };
    let messages: TlsMessage[] = [];
    layer.root = readRoot('TLSPlaintext', bytes, record => {
      readHeader(record, 'type');
      record.group('fragment', record.left, fragment => {
        messages = this.#content(direction, fragment, type, [layer]);
      });
    });
    return bytes.length === HEADER ? [{ name: 'empty record', focus: layer.root, layers: [layer] }] : messages;
  }

  /** In TLS 1.3 all that is encrypted looks like application data; in 1.2 all after ChangeCipherSpec is encrypted. */
  #isEncrypted({ encrypted12 }: Direction, type: number): boolean {
    if (encrypted12) return true;
    const { version, earlyData } = this.#state;
    return type === CONTENT.applicationData && (version === TLS13 || (version === undefined && earlyData === true));
  }

  #encrypted(direction: Direction, bytes: Uint8Array): TlsMessage[] {
    const { decryption, encrypted12 } = direction;
    const opened = encrypted12 ? decryption.open12(bytes) : decryption.open13(bytes);
    const layer: Layer = { kind: 'record', bytes, root: readCiphertext(bytes, this.#state.cipherSuite, encrypted12) };
    if (!opened) {
      const box = layer.root.children!.at(-1)!;
      box.trouble ??= { kind: decryption.hasSecret ? 'no-match' : 'locked' };
      return [{ name: `encrypted ${names.contentType(bytes[0]!)}`, focus: layer.root, layers: [layer] }];
    }
    return encrypted12 ? this.#inner12(direction, layer, opened) : this.#inner13(direction, layer, opened);
  }

  #inner12(direction: Direction, record: Layer, { plaintext, opening }: Plain): TlsMessage[] {
    const content: Layer = { kind: 'content', bytes: plaintext, root: record.root, opened: opening };
    let messages: TlsMessage[] = [];
    content.root = readRoot('TLSPlaintext.fragment', plaintext, fragment => {
      messages = this.#content(direction, fragment, record.bytes[0]!, [record, content]);
    });
    return messages;
  }

  /** TLSInnerPlaintext: the content, its type, and zeroes that hide how long it is (RFC 9846, section 5.2). */
  #inner13(direction: Direction, record: Layer, { plaintext, opening }: Plain): TlsMessage[] {
    const content: Layer = { kind: 'content', bytes: plaintext, root: record.root, opened: opening };
    let end = plaintext.length;
    while (end > 0 && plaintext[end - 1] === 0) end--;
    let messages: TlsMessage[] = [];
    content.root = readRoot('TLSInnerPlaintext', plaintext, inner => {
      const type = plaintext[end - 1] ?? 0;
      inner.group('content', Math.max(0, end - 1), fragment => {
        messages = this.#content(direction, fragment, type, [record, content]);
      });
      if (end > 0) inner.code('type', 1, names.contentType);
      inner.rest('zeros');
    });
    return messages;
  }

  /** What a record carries in the open; each of its messages changes what comes after it. */
  #content(direction: Direction, fragment: Reader, type: number, layers: Layer[]): TlsMessage[] {
    if (type === CONTENT.handshake) {
      return direction.fragments.read(fragment, layers, message => this.#after(direction, message));
    }
    const message = readOther(fragment, type, layers);
    if (message.name === 'ChangeCipherSpec' && this.#state.version !== undefined && this.#state.version !== TLS13) {
      direction.encrypted12 = true;
      direction.decryption.change12();
    }
    return [message];
  }

  #after(direction: Direction, message: TlsMessage): void {
    const { side, decryption } = direction;
    this.#proofs.take(side, message, decryption);
    if (this.#state.version !== TLS13) return;
    if (message.name === 'Finished' || message.name === 'EndOfEarlyData') decryption.nextEpoch();
    if (message.name === 'KeyUpdate') decryption.update();
  }
}
