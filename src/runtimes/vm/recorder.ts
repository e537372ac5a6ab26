import type { Frame } from '../../emulator/protocol.ts';
import { NOTHING_RECORDED, type Recorded, type RecordedPacket } from '../recorded.ts';
import { concat } from '../run-to-end.ts';

/** Seconds, microseconds and a length, each of 32 bits (image/guest/recorder.pl). */
const HEAD = 12;
/** A label, the client's random and a secret (RFC 9850, section 2). Other lines are a program's own invention. */
const KEY_LINE = /^[A-Z][A-Z0-9_]{0,63} [0-9a-f]{64} [0-9a-f]{2,128}$/i;
/** More than a line has. */
const LONGEST_LINE = 1024;

/** Turns the guest's frames about one run's network into news; undefined for a frame that brings none. */
export function createRecorder(): (frame: Pick<Frame, 'type' | 'payload'>) => Recorded | undefined {
  const decoder = new TextDecoder('latin1');
  let packetsLeft = new Uint8Array();
  let lineLeft = '';
  let last = 0;

  function packets(payload: Uint8Array): RecordedPacket[] {
    const bytes = packetsLeft.length > 0 ? concat([packetsLeft, payload]) : payload;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const whole: RecordedPacket[] = [];
    let at = 0;
    while (at + HEAD <= bytes.length) {
      const end = at + HEAD + view.getUint32(at + 8, true);
      if (end > bytes.length) break;
      // The clock may be set meanwhile, when this computer's was wrong.
      last = Math.max(last, view.getUint32(at, true) * 1e3 + view.getUint32(at + 4, true) / 1e3);
      whole.push({ time: last, bytes: bytes.subarray(at + HEAD, end) });
      at = end;
    }
    packetsLeft = bytes.slice(at);
    return whole;
  }

  function keyLines(payload: Uint8Array): string {
    const lines = (lineLeft + decoder.decode(payload)).split('\n');
    lineLeft = lines.pop()!.slice(0, LONGEST_LINE);
    return lines
      .filter(line => KEY_LINE.test(line))
      .map(line => `${line}\n`)
      .join('');
  }

  return ({ type, payload }) => {
    if (type === 'w') return { ...NOTHING_RECORDED, packets: packets(payload) };
    if (type === 'k') return { ...NOTHING_RECORDED, keyLog: keyLines(payload) };
    if (type !== 'c') return undefined;
    const [dropped, cut] = decoder.decode(payload).split(' ');
    return { ...NOTHING_RECORDED, dropped: Number(dropped), cut: cut === 'cut' };
  };
}
