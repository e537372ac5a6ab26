import type { BitField } from '../field.ts';
import type { Reader } from '../reader.ts';
import { ipv4, ipv6 } from './addresses.ts';

/** What is inside: the number of its protocol, and how many bytes belong to it. */
export interface Inside {
  protocol: number;
  length: number;
  source: string;
  destination: string;
}

const PROTOCOLS: Readonly<Record<number, string>> = { 0: 'Hop-by-Hop', 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6' };
const protocolName = (protocol: number): string | undefined => PROTOCOLS[protocol];
const numberOf = (name: string, value: number): BitField => ({ name, value: String(value) });
const flag = (name: string, set: number): BitField => ({ name, value: set ? 'set' : 'not set' });

/** RFC 791, section 3.1; undefined where no packet of it is whole. */
export function readIpv4(reader: Reader): Inside | undefined {
  const size = ((reader.peek() ?? 0) & 0x0f) * 4;
  if (size < 20) return void reader.fail({ kind: 'not-that', wanted: 'IHL 5 or more', had: size / 4 });
  const inside: Inside = { protocol: 0, length: 0, source: '', destination: '' };
  let fragment = 0;
  const header = reader.group('IPv4', size, ip => {
    const bits = (n: number) => [numberOf('Version', n >> 4), numberOf('IHL', n & 0xf)];
    ip.number('Version, IHL', 1, undefined, bits);
    ip.number('Type of Service', 1);
    inside.length = ip.number('Total Length', 2) - size;
    ip.number('Identification', 2);
    fragment = ip.number('Flags, Fragment Offset', 2, undefined, fragmentBits) & 0x3fff;
    ip.number('Time to Live', 1);
    inside.protocol = ip.code('Protocol', 1, protocolName);
    ip.digits('Header Checksum', 2);
    inside.source = ipv4(ip.bytes('Source Address', 4, ipv4));
    inside.destination = ipv4(ip.bytes('Destination Address', 4, ipv4));
    ip.rest('Options');
  });
  if (fragment) return void reader.fail({ kind: 'unknown', had: 'fragment' });
  // With segmentation by the network card the length is 0.
  if (inside.length <= 0) inside.length = reader.left;
  return header.trouble ? undefined : inside;
}

const fragmentBits = (n: number): BitField[] => [
  flag('DF', n & 0x4000),
  flag('MF', n & 0x2000),
  numberOf('Fragment Offset', n & 0x1fff),
];

/** Extension headers that are all built alike (RFC 8200, section 4): Hop-by-Hop, Routing, Destination. */
const EXTENSIONS = new Set([0, 43, 60]);

/** RFC 8200, section 3, with the extension headers in front of the payload. */
export function readIpv6(reader: Reader): Inside | undefined {
  const inside: Inside = { protocol: 0, length: 0, source: '', destination: '' };
  const header = reader.group('IPv6', 40, ip => {
    ip.number('Version, Traffic Class, Flow Label', 4, undefined, n => [
      numberOf('Version', n >>> 28),
      numberOf('Traffic Class', (n >>> 20) & 0xff),
      numberOf('Flow Label', n & 0xfffff),
    ]);
    inside.length = ip.number('Payload Length', 2);
    inside.protocol = ip.code('Next Header', 1, protocolName);
    ip.number('Hop Limit', 1);
    inside.source = ipv6(ip.bytes('Source Address', 16, ipv6));
    inside.destination = ipv6(ip.bytes('Destination Address', 16, ipv6));
  });
  if (inside.length === 0) inside.length = reader.left;
  while (EXTENSIONS.has(inside.protocol) && reader.left > 0) readExtension(reader, inside);
  return header.trouble ? undefined : inside;
}

function readExtension(reader: Reader, inside: Inside): void {
  const size = 8 + 8 * (reader.peek(1) ?? 0);
  reader.group('Extension Header', size, extension => {
    inside.protocol = extension.code('Next Header', 1, protocolName);
    extension.number('Hdr Ext Len', 1);
    extension.rest('Options');
  });
  inside.length -= size;
}
