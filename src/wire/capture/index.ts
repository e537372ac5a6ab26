import { MOST_BYTES, type Capture, type Packet } from './capture.ts';
import { readPcap } from './pcap.ts';
import { readPcapng } from './pcapng.ts';

export { LINK, type Capture, type Packet } from './capture.ts';
export { packetsOf } from './recorded.ts';
export { writePcapng } from './write-pcapng.ts';

/** Reads a pcap or pcapng file; undefined where it is neither. More than 64 MiB of it are left out, and told. */
export function readCapture(file: Uint8Array): Capture | undefined {
  const part = file.subarray(0, MOST_BYTES);
  const capture = readPcapng(part) ?? readPcap(part);
  if (capture && part.length < file.length) capture.troubles.push({ kind: 'too-much', wanted: MOST_BYTES });
  return capture;
}

/** One packet, for bytes that came without a file. */
export function onePacket(bytes: Uint8Array, link: number): Packet {
  return { number: 1, time: 0, link, bytes, whole: bytes.length };
}
