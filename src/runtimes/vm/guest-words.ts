import { encodeFrame, type GuestExit } from '../../emulator/protocol.ts';
import type { Exit } from '../runtime.ts';

/** Input goes on in pieces, so that a long one does not hold up what comes behind it. */
const INPUT_PIECE = 32 * 1024;

/** Frames of standard input, or of a keyboard. */
export function* inputFrames(id: string, data: string | Uint8Array, ends: boolean): Generator<Uint8Array> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  for (let at = 0; at < bytes.length; at += INPUT_PIECE)
    yield encodeFrame('I', id, bytes.subarray(at, at + INPUT_PIECE));
  if (ends) yield encodeFrame('I', id);
}

/** What the guest says of an end, in the seam's words. */
export function toExit({ code, cause, message }: GuestExit): Exit {
  switch (cause) {
    case 'memory':
      return { reason: 'out-of-memory', code: null };
    case 'start':
      return { reason: 'not-started', code: null, ...(message && { message }) };
    case 'unreadable':
      return { reason: 'lost', code: null, ...(message && { message }) };
    case undefined:
      return { reason: 'exited', code };
  }
}
