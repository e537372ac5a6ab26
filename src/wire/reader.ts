import { hex, hexNumber, printable } from './bytes.ts';
import type { BitField, Field, Trouble } from './field.ts';

/** What a number or some bytes mean, in words. */
export type Say<T> = (value: T) => string | undefined;
export type Name = string | readonly [name: string, was: string];

/** Nothing real nests deeper; what does would only use up the stack. */
const DEEPEST = 40;
/** Longer values are told by their length: whoever wants the bytes looks at the bytes. */
const SHOWN_BYTES = 64;

/**
 * Reads fields one after the other and never past its end. Once something is missing it says so, in a field that has all
 * the bytes that are left, and from then on reads nothing (numbers are 0, bytes are empty). So whoever reads on comes
 * to an end, throws nothing, and leaves every byte in exactly one field.
 */
export class Reader {
  readonly fields: Field[] = [];
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #depth: number;
  #at: number;
  #failed = false;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length, depth = 0) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = Math.max(at, Math.min(end, bytes.length));
    this.#depth = depth;
  }

  get at(): number {
    return this.#at;
  }

  /** How many bytes are left; 0 after something was missing. */
  get left(): number {
    return this.#end - this.#at;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The byte so many further on, without reading it; undefined past the end. */
  peek(further = 0): number | undefined {
    return this.#at + further < this.#end ? this.#bytes[this.#at + further] : undefined;
  }

  peekNumber(size: number, further = 0): number | undefined {
    if (this.left < further + size) return undefined;
    let number = 0;
    for (let n = 0; n < size; n++) number = number * 256 + this.#bytes[this.#at + further + n]!;
    return number;
  }

  /** A number of so many bytes, the highest first. */
  number(name: Name, size: number, say?: Say<number>, bits?: (number: number) => BitField[]): number {
    if (!this.#has(name, size)) return 0;
    const number = this.peekNumber(size)!;
    this.#add(name, size, { value: say?.(number) ?? String(number), bits: bits?.(number) });
    return number;
  }

  /** A number whose meaning is in a table, told with its digits. */
  code(name: Name, size: number, table: Say<number>): number {
    return this.number(name, size, number => `${table(number) ?? 'unknown'} (${hexNumber(number, size)})`);
  }

  /** A number that means nothing but itself, such as a checksum: its digits. */
  digits(name: Name, size: number): number {
    return this.number(name, size, number => hexNumber(number, size));
  }

  bytes(name: Name, length: number, say: Say<Uint8Array> = sayBytes): Uint8Array {
    if (!this.#has(name, length)) return new Uint8Array();
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#add(name, length, { value: say(bytes) });
    return bytes;
  }

  text(name: Name, length: number): string {
    return printable(this.bytes(name, length, bytes => `"${printable(bytes)}"`));
  }

  /** All that is left, where something is. */
  rest(name: Name, say?: Say<Uint8Array>): Uint8Array {
    return this.left > 0 ? this.bytes(name, this.left, say) : new Uint8Array();
  }

  /**
   * A field of so many bytes with fields in it. Where fewer are left it has those, and says how many are missing; what
   * `read` does not read becomes a field that says so.
   */
  group(name: Name, length: number, read: (inner: Reader) => void): Field {
    const had = Math.min(length, this.left);
    const field = this.#add(name, had, had < length ? { trouble: { kind: 'short', wanted: length, had } } : {});
    if (this.#depth >= DEEPEST) {
      field.trouble = { kind: 'too-deep' };
      return field;
    }
    const inner = new Reader(this.#bytes, field.at, field.at + had, this.#depth + 1);
    field.children = inner.fields;
    read(inner);
    inner.finish();
    // A leaf says more than a parent without children.
    if (inner.fields.length === 0) delete field.children;
    if (had < length) this.#failed = true;
    return field;
  }

  /** A vector: its length in so many bytes, then as many bytes with fields in them (RFC 9846, section 3.4). */
  vector(name: Name, lengthSize: number, read: (inner: Reader) => void): Field {
    const length = this.peekNumber(lengthSize);
    return this.group(name, lengthSize + (length ?? 0), inner => {
      inner.number('length', lengthSize);
      if (length !== undefined) read(inner);
    });
  }

  /** A vector whose content is one field, without a name of its own where `content` has none. */
  opaque(name: Name, lengthSize: number, content: Name, say?: Say<Uint8Array>): Uint8Array {
    let bytes = new Uint8Array() as Uint8Array;
    this.vector(name, lengthSize, inner => {
      bytes = inner.rest(content, say);
    });
    return bytes;
  }

  /** A vector of equal elements. */
  list(name: Name, lengthSize: number, element: (inner: Reader) => void): Field {
    return this.vector(name, lengthSize, inner => {
      for (let at = -1; inner.left > 0 && inner.at > at;) {
        at = inner.at;
        element(inner);
      }
    });
  }

  /** Puts what is left into a field that says why it could not be read, and reads no more. */
  fail(trouble: Trouble, name = 'could not be read'): void {
    if (this.#failed) return;
    if (this.left > 0) this.#add(name, this.left, { trouble });
    else this.fields.push({ name, at: this.#at, length: 0, trouble });
    this.#failed = true;
  }

  /** Whoever has read all says so: what is left then belongs to no field that we know. */
  finish(): void {
    if (this.left > 0) this.fail({ kind: 'left-over', had: this.left });
  }

  #has(name: Name, length: number): boolean {
    if (!this.#failed && this.left >= length) return true;
    this.fail({ kind: 'short', wanted: `${nameOf(name)} (${length})`, had: this.left });
    return false;
  }

  #add(name: Name, length: number, more: Partial<Field>): Field {
    const field: Field = { name: nameOf(name), at: this.#at, length };
    if (typeof name !== 'string') field.was = name[1];
    if (more.value !== undefined) field.value = more.value;
    if (more.bits) field.bits = more.bits;
    if (more.trouble) field.trouble = more.trouble;
    this.fields.push(field);
    this.#at += length;
    return field;
  }
}

const nameOf = (name: Name): string => (typeof name === 'string' ? name : name[0]);

/** Short bytes as hexadecimal digits; long ones by their number. */
export function sayBytes(bytes: Uint8Array): string {
  return bytes.length <= SHOWN_BYTES ? hex(bytes) : `${bytes.length} bytes`;
}

/** A layer's root and what is in it. */
export function readRoot(name: Name, bytes: Uint8Array, read: (reader: Reader) => void): Field {
  const reader = new Reader(bytes);
  return reader.group(name, bytes.length, read);
}
