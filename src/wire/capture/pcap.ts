import { LINK, MOST_PACKETS, type Capture } from './capture.ts';

const MAGIC = new Map([
  [0xa1b2c3d4, 1e6],
  [0xa1b23c4d, 1e9],
]);

/** Ticks of a second in a pcap file and the order of its bytes; undefined where this is no pcap file. */
function kindOf(view: DataView): { ticks: number; little: boolean } | undefined {
  if (view.byteLength < 24) return undefined;
  for (const little of [true, false]) {
    const ticks = MAGIC.get(view.getUint32(0, little));
    if (ticks) return { ticks, little };
  }
  return undefined;
}

/** Reads a pcap file (draft-ietf-opsawg-pcap); undefined where it is none. */
export function readPcap(file: Uint8Array): Capture | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const kind = kindOf(view);
  if (!kind) return undefined;
  const capture: Capture = { format: 'pcap', packets: [], keyLog: '', troubles: [] };
  // Above the link type are the length of a checksum and a flag.
  const number = view.getUint32(20, kind.little) & 0xffff;
  const link = number === LINK.rawBsd || number === LINK.rawOpenBsd ? LINK.raw : number;
  let at = 24;
  while (at < file.length) {
    const length = at + 16 <= file.length ? view.getUint32(at + 8, kind.little) : Infinity;
    if (at + 16 + length > file.length) {
      capture.troubles.push({ kind: 'cut', had: file.length - at });
      break;
    }
    if (capture.packets.length === MOST_PACKETS) {
      capture.troubles.push({ kind: 'too-much', wanted: MOST_PACKETS });
      break;
    }
    const time = view.getUint32(at, kind.little) + view.getUint32(at + 4, kind.little) / kind.ticks;
    const whole = view.getUint32(at + 12, kind.little);
    at += 16;
    capture.packets.push({
      number: capture.packets.length + 1,
      time,
      link,
      bytes: file.subarray(at, at + length),
      whole,
    });
    at += length;
  }
  return capture;
}
