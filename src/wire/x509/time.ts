import { printable } from '../bytes.ts';

const UTC_TIME = 23;

/** The time of a certificate as ISO 8601 has it (RFC 5280, section 4.1.2.5); as it stands there where it is no time. */
export function sayTime(bytes: Uint8Array, tag: number): string {
  const text = printable(bytes);
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match || (match[1]!.length === 2) !== (tag === UTC_TIME)) return `"${text}"`;
  const [, year, month, day, hour, minute, second] = match;
  // Two digits stand for 1950 to 2049.
  const century = year!.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  return `${century}${year}-${month}-${day} ${hour}:${minute}:${second} UTC`;
}
