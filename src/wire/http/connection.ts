import { joined } from '../bytes.ts';
import type { Layer } from '../field.ts';
import type { Side } from '../tls/decryption.ts';
import {
  chunkSize,
  framingOf,
  headEnd,
  lineEnd,
  LONGEST_HEAD,
  looksLikeRequest,
  looksLikeResponse,
  text,
  type Framing,
} from './framing.ts';
import { httpLayer } from './message.ts';

export interface HttpMessage {
  /** The first line. */
  name: string;
  layer: Layer;
  /** The layers that its bytes came in. */
  from: Layer[];
}

interface Direction {
  bytes: Uint8Array;
  from: Layer[];
  /** Up to where the head was looked through, or the chunks. */
  seen: number;
  head?: { end: number; framing: Framing; method?: string };
  dead: boolean;
}

/** Longer messages are not put together. */
const LONGEST = 8 * 1024 * 1024;

/** Finds the messages of both directions of a connection (RFC 9112, section 6). */
export class HttpConnection {
  readonly #directions: Record<Side, Direction> = { client: empty(), server: empty() };
  /** Of requests that have no answer yet. */
  readonly #methods: string[] = [];

  /** The messages that end with these bytes. */
  feed(side: Side, bytes: Uint8Array, from: readonly Layer[]): HttpMessage[] {
    const direction = this.#directions[side];
    if (direction.dead) return [];
    direction.bytes = direction.bytes.length > 0 ? joined([direction.bytes, bytes]) : bytes;
    direction.from.push(...from);
    const messages: HttpMessage[] = [];
    for (let end = this.#endOf(side); end !== undefined; end = this.#endOf(side))
      messages.push(this.#take(side, end, from));
    direction.dead ||= direction.bytes.length > LONGEST;
    return messages;
  }

  /** A message that ends with the connection, or one that has no end. */
  end(side: Side): HttpMessage[] {
    const direction = this.#directions[side];
    return direction.bytes.length > 0 ? [this.#take(side, direction.bytes.length, [])] : [];
  }

  /** Where the message ends that has begun; undefined as long as it does not. */
  #endOf(side: Side): number | undefined {
    const direction = this.#directions[side];
    if (direction.bytes.length === 0 || direction.dead) return undefined;
    direction.head ??= this.#head(side);
    if (!direction.head) return undefined;
    const { end, framing } = direction.head;
    if (framing.kind === 'none') return end;
    if (framing.kind === 'close') return undefined;
    if (framing.kind === 'length')
      return direction.bytes.length >= end + framing.length ? end + framing.length : undefined;
    return chunksEnd(direction);
  }

  #head(side: Side): Direction['head'] {
    const direction = this.#directions[side];
    const { bytes, seen } = direction;
    const fits = side === 'client' ? looksLikeRequest(bytes) : looksLikeResponse(bytes);
    const end = headEnd(bytes, seen - 3);
    if (!fits && bytes.length > 12) direction.dead = true;
    if (end === undefined) direction.dead ||= bytes.length > LONGEST_HEAD;
    direction.seen = bytes.length;
    if (end === undefined || direction.dead) return undefined;
    direction.seen = end;
    const head = text(bytes.subarray(0, end));
    const method = side === 'server' ? this.#methods[0] : head.split(' ', 1)[0];
    return { end, method, framing: framingOf(head, side === 'server' ? method : undefined) };
  }

  #take(side: Side, end: number, last: readonly Layer[]): HttpMessage {
    const direction = this.#directions[side];
    const bytes = direction.bytes.subarray(0, end);
    const method = direction.head?.method;
    const layer = httpLayer(bytes, side === 'server' ? method : undefined);
    const from = direction.from;
    direction.bytes = direction.bytes.subarray(end);
    direction.from = direction.bytes.length > 0 ? [...last] : [];
    direction.seen = 0;
    direction.head = undefined;
    const name = text(bytes.subarray(0, lineEnd(bytes, 0) ?? bytes.length)).trim();
    if (side === 'client' && method) this.#methods.push(method);
    // What comes before the real answer answers nothing yet (RFC 9110, section 15.2).
    else if (!/^HTTP\/1\.\d 1\d\d/.test(name)) this.#methods.shift();
    return { name, layer, from };
  }
}

function empty(): Direction {
  return { bytes: new Uint8Array(), from: [], seen: 0, dead: false };
}

/** Where the last chunk ends with the fields behind it; `seen` is where the next chunk begins. */
function chunksEnd(direction: Direction): number | undefined {
  const { bytes } = direction;
  for (;;) {
    const end = lineEnd(bytes, direction.seen);
    if (end === undefined) return undefined;
    const size = chunkSize(text(bytes.subarray(direction.seen, Math.min(end, direction.seen + 200))));
    if (size === undefined) return bytes.length;
    if (size === 0) return bytes[end] === 13 || bytes[end] === 10 ? emptyLine(bytes, end) : headEnd(bytes, end);
    if (bytes.length < end + size + 2) return undefined;
    direction.seen = end + size + 2;
  }
}

function emptyLine(bytes: Uint8Array, at: number): number | undefined {
  return bytes[at] === 10 ? at + 1 : at + 2 <= bytes.length ? at + 2 : undefined;
}
