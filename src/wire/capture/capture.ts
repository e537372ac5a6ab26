import type { Trouble } from '../field.ts';

/** A packet as it was recorded. */
export interface Packet {
  /** From 1, as Wireshark numbers them. */
  number: number;
  /** Seconds since 1970. */
  time: number;
  /** How its bytes begin: one of tcpdump's link types. */
  link: number;
  bytes: Uint8Array;
  /** Its length on the wire, where more was there than was recorded. */
  whole: number;
}

export interface Capture {
  format: 'pcap' | 'pcapng';
  packets: Packet[];
  /** Lines of key logs in the file (RFC 9850). */
  keyLog: string;
  /** What could not be read of the file itself. */
  troubles: Trouble[];
}

/** More is not read: a tab has to hold all of it. */
export const MOST_PACKETS = 100_000;
export const MOST_BYTES = 64 * 1024 * 1024;

export const LINK = {
  loopback: 0,
  ethernet: 1,
  rawBsd: 12,
  rawOpenBsd: 14,
  raw: 101,
  linuxSll: 113,
  ipv4: 228,
  ipv6: 229,
  linuxSll2: 276,
};
