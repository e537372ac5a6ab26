import { hex, printable, utf8 } from '../bytes.ts';
import { ipv4, ipv6 } from '../packet/addresses.ts';
import type { Reader } from '../reader.ts';
import { anything, readValue, sequence, simple, TAG } from './der.ts';
import { oidName, oidOf } from './oids.ts';

/** A distinguished name (RFC 5280, section 4.1.2.4); the whole says its attributes, too. */
export function readName(reader: Reader, name: string): void {
  const said: string[] = [];
  sequence(reader, name, sets => {
    while (sets.left > 0) readValue(sets, 'RelativeDistinguishedName', set => readAttributes(set, said), TAG.set);
  });
  const field = reader.fields.at(-1);
  if (field?.children && said.length > 0) field.value = said.join(', ');
}

function readAttributes(set: Reader, said: string[]): void {
  while (set.left > 0) {
    sequence(set, 'AttributeTypeAndValue', pair => {
      const type = oidOf(simple(pair, 'type', TAG.oid)) ?? '';
      const name = oidName(type);
      const value = simple(pair, name ?? 'value');
      said.push(`${name ?? type}=${utf8(value)}`);
    });
  }
}

/** What each choice of a GeneralName is (RFC 5280, section 4.2.1.6), by its tag. */
const CHOICES: Readonly<Record<number, string>> = {
  0xa0: 'otherName',
  0x81: 'rfc822Name',
  0x82: 'dNSName',
  0xa4: 'directoryName',
  0x86: 'uniformResourceIdentifier',
  0x87: 'iPAddress',
  0x88: 'registeredID',
};

function sayName(bytes: Uint8Array, tag: number): string {
  if (tag !== 0x87) return `"${printable(bytes)}"`;
  return bytes.length === 4 ? ipv4(bytes) : bytes.length === 16 ? ipv6(bytes) : hex(bytes);
}

export function readGeneralName(reader: Reader): void {
  const tag = reader.peek() ?? 0;
  const name = CHOICES[tag] ?? 'GeneralName';
  readValue(reader, name, inner => {
    if (tag === 0xa4) readName(inner, 'Name');
    else if (tag & 0x20) while (inner.left > 0) anything(inner, 'value');
    else inner.rest('value', bytes => sayName(bytes, tag));
  });
}

export const generalNames = (reader: Reader): void => {
  while (reader.left > 0) readGeneralName(reader);
};
