import { hex, utf8 } from '../bytes.ts';
import { sayBytes, type Name, type Reader } from '../reader.ts';
import { sayOid } from './oids.ts';
import { sayTime } from './time.ts';

/** Tags of the universal class (X.680, section 8). */
export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  utf8String: 12,
  sequence: 0x30,
  set: 0x31,
  utcTime: 23,
  generalizedTime: 24,
};
const TAG_NAMES: Readonly<Record<number, string>> = {
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  10: 'ENUMERATED',
  12: 'UTF8String',
  16: 'SEQUENCE',
  17: 'SET',
  18: 'NumericString',
  19: 'PrintableString',
  20: 'TeletexString',
  22: 'IA5String',
  23: 'UTCTime',
  24: 'GeneralizedTime',
  26: 'VisibleString',
  28: 'UniversalString',
  30: 'BMPString',
};

/** The name of a tag: of the universal class its type, else its class and number. */
export function tagName(tag: number): string {
  const number = tag & 0x1f;
  if (tag < 0x40) return TAG_NAMES[number] ?? `[UNIVERSAL ${number}]`;
  return tag < 0x80 ? `[APPLICATION ${number}]` : tag < 0xc0 ? `[${number}]` : `[PRIVATE ${number}]`;
}

const CONSTRUCTED = 0x20;
/** No length in DER has more bytes after the first than this, in what we read. */
const LONGEST_LENGTH = 4;

/** How many bytes the length has and says; undefined where it is not DER (X.690, sections 8.1.3 and 10.1). */
function lengthOf(reader: Reader): { size: number; length: number } | undefined {
  const first = reader.peek(1);
  if (first === undefined) return undefined;
  if (first < 0x80) return { size: 1, length: first };
  const more = first & 0x7f;
  const length = more > 0 && more <= LONGEST_LENGTH ? reader.peekNumber(more, 2) : undefined;
  return length === undefined ? undefined : { size: 1 + more, length };
}

/**
 * One value: its tag, its length, and what `content` reads of the rest. With `tags`, another tag is a trouble.
 * High tag numbers and indefinite lengths are not read: no certificate has them.
 */
export function readValue(
  reader: Reader,
  name: Name,
  content: (inner: Reader, tag: number) => void,
  ...tags: number[]
): void {
  const tag = reader.peek();
  if (tag !== undefined && tags.length > 0 && !tags.includes(tag)) {
    return reader.fail({ kind: 'not-that', wanted: tags.map(tagName).join(', '), had: tagName(tag) });
  }
  const length = lengthOf(reader);
  if (tag === undefined || (tag & 0x1f) === 0x1f || !length) {
    return reader.fail({
      kind: 'not-that',
      wanted: 'DER',
      had: tag === undefined ? 'nothing' : `tag ${hex(Uint8Array.of(tag))}`,
    });
  }
  reader.group(name, 1 + length.size + length.length, inner => {
    inner.number('tag', 1, tagName);
    inner.number('length octets', length.size, () => String(length.length));
    content(inner, tag);
  });
}

export const sequence = (reader: Reader, name: Name, content: (inner: Reader) => void): void =>
  readValue(reader, name, content, TAG.sequence);

/** A value that is a leaf, said as its tag asks. */
export function simple(reader: Reader, name: Name, ...tags: number[]): Uint8Array {
  let bytes = new Uint8Array() as Uint8Array;
  const read = (inner: Reader, tag: number) => {
    bytes = readContent(inner, tag);
  };
  readValue(reader, name, read, ...tags);
  return bytes;
}

/** Anything, by its tags alone. */
export function anything(reader: Reader, name: Name): void {
  readValue(reader, name, (inner, tag) => {
    if (!(tag & CONSTRUCTED)) readContent(inner, tag);
    else while (inner.left > 0) anything(inner, tagName(inner.peek()!));
  });
}

const STRINGS = new Set([12, 18, 19, 20, 22, 26]);

function readContent(inner: Reader, tag: number): Uint8Array {
  if (tag === TAG.oid) return inner.rest('value', sayOid);
  if (tag === TAG.boolean) return inner.rest('value', ([byte]) => (byte ? 'TRUE' : 'FALSE'));
  if (tag === TAG.integer) return inner.rest('value', sayInteger);
  if (tag === TAG.utcTime || tag === TAG.generalizedTime) return inner.rest('value', bytes => sayTime(bytes, tag));
  if (tag === TAG.bitString) {
    inner.number('unused bits', 1);
    return inner.rest('value');
  }
  if (STRINGS.has(tag)) return inner.rest('value', bytes => `"${utf8(bytes)}"`);
  return inner.rest('value');
}

/** Small numbers as such, large ones as hexadecimal digits. */
function sayInteger(bytes: Uint8Array): string {
  if (bytes.length > 6) return sayBytes(bytes);
  return String(bytes.reduce((number, byte) => number * 256 + byte, bytes[0]! & 0x80 ? -(256 ** bytes.length) : 0));
}
