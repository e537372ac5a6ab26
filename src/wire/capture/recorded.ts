import { LINK, type Packet } from './capture.ts';

/** Frames that a machine of the bench has recorded, each with when it crossed the wire (ms since 1970), as packets. */
export function packetsOf(recorded: readonly { time: number; bytes: Uint8Array }[]): Packet[] {
  return recorded.map(({ time, bytes }, at) => ({
    number: at + 1,
    time: time / 1000,
    link: LINK.ethernet,
    bytes,
    whole: bytes.length,
  }));
}
