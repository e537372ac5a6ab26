import { LINK } from '../capture/capture.ts';
import type { Reader } from '../reader.ts';
import { mac } from './addresses.ts';

/** What follows a link's header; `none` where it is neither version of IP. */
export type Network = 'ipv4' | 'ipv6' | 'none';

const ETHER_TYPES: Readonly<Record<number, string>> = {
  0x0800: 'IPv4',
  0x86dd: 'IPv6',
  0x0806: 'ARP',
  0x8100: '802.1Q',
};
const etherType = (type: number): string | undefined => ETHER_TYPES[type];
const networkOf = (type: number): Network => (type === 0x0800 ? 'ipv4' : type === 0x86dd ? 'ipv6' : 'none');

/** Ethernet II (IEEE 802.3), with tags of virtual networks (802.1Q). */
function ethernet(reader: Reader): Network {
  let network: Network = 'none';
  const tagged = reader.peekNumber(2, 12) === 0x8100;
  reader.group('Ethernet', tagged ? 18 : 14, header => {
    header.bytes('Destination', 6, mac);
    header.bytes('Source', 6, mac);
    if (tagged) {
      header.code('Tag', 2, etherType);
      header.number('Priority and VLAN', 2);
    }
    network = networkOf(header.code('EtherType', 2, etherType));
  });
  return network;
}

/** The header of BSD's loopback: a family in the order of bytes of whoever recorded it. */
function loopback(reader: Reader): Network {
  let network: Network = 'none';
  reader.group('Loopback', 4, header => {
    const little = header.peek() !== 0;
    const family = header.bytes('Family', 4, bytes => FAMILIES[little ? bytes[0]! : bytes[3]!]);
    const said = FAMILIES[(little ? family[0] : family[3]) ?? 0];
    network = said === 'IPv4' ? 'ipv4' : said === 'IPv6' ? 'ipv6' : 'none';
  });
  return network;
}
const FAMILIES: Readonly<Record<number, string>> = { 2: 'IPv4', 24: 'IPv6', 28: 'IPv6', 30: 'IPv6' };

/** The header of Linux's "any" device, both versions (pcap-linktype: LINUX_SLL, LINUX_SLL2). */
function linux(reader: Reader, version: 1 | 2): Network {
  let network: Network = 'none';
  reader.group('Linux cooked capture', version === 1 ? 16 : 20, header => {
    if (version === 2) {
      network = networkOf(header.code('Protocol', 2, etherType));
      header.number('Reserved', 2);
      header.number('Interface', 4);
    }
    if (version === 1) header.number('Packet type', 2);
    header.number('Link type', 2);
    if (version === 2) header.number('Packet type', 1);
    const length = Math.min(8, header.number('Address length', version === 1 ? 2 : 1));
    header.bytes('Source', length, mac);
    header.bytes('Unused', 8 - length);
    if (version === 1) network = networkOf(header.code('Protocol', 2, etherType));
  });
  return network;
}

function raw(reader: Reader): Network {
  const version = (reader.peek() ?? 0) >> 4;
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : 'none';
}

/** Reads the header in front of IP, if the link has one. */
export function readLink(reader: Reader, link: number): Network {
  if (link === LINK.ethernet) return ethernet(reader);
  if (link === LINK.loopback) return loopback(reader);
  if (link === LINK.linuxSll) return linux(reader, 1);
  if (link === LINK.linuxSll2) return linux(reader, 2);
  if (link === LINK.raw || link === LINK.ipv4 || link === LINK.ipv6) return raw(reader);
  reader.fail({ kind: 'unknown', had: `link type ${link}` });
  return 'none';
}
