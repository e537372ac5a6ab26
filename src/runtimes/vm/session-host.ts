import { concat } from '../run-to-end.ts';
import type { Emulator } from '../../emulator/restored.ts';
import { decodeExit, encodeFrame } from '../../emulator/protocol.ts';
import { encodeChange, encodeSession, encodeSize } from '../../emulator/session-frames.ts';
import { inputFrames, toExit } from './guest-words.ts';
import type { ToPage, ToSession } from './messages.ts';

const ID = 'session';
/** Each word to the guest wakes it: of what was shown it is told in such portions. */
const TAKEN_AT_LEAST = 32 * 1024;

/** Runs the one session that a machine is for: from messages to frames, and back. */
export function createSessionHost(emulator: Emulator, post: (message: ToPage) => void): (message: ToSession) => void {
  let look: Uint8Array[] = [];
  let taken = 0;

  emulator.onFrame = ({ type, id, payload }) => {
    // eslint-disable-next-line no-console -- the machine's own complaints are for whoever looks for a fault
    if (type === 'l') console.warn(`machine: ${new TextDecoder().decode(payload)}`);
    else if (type === 'p') post({ type: 'session output', bytes: payload });
    else if (type === 'x') post({ type: 'session exit', exit: toExit(decodeExit(payload)) });
    else if (type === 'f') tellLook(Number(id), payload);
  };
  emulator.onCrash = (message = 'The machine crashed: its kernel gave up.') =>
    post({ type: 'session exit', exit: { reason: 'lost', code: null, message } });

  function tellLook(number: number, payload: Uint8Array): void {
    if (payload.length > 0) return void look.push(payload);
    post({ type: 'session files', number, look: concat(look) });
    look = [];
  }

  function take(bytes: number): void {
    taken += bytes;
    if (taken < TAKEN_AT_LEAST) return;
    emulator.send(encodeFrame('A', taken));
    taken = 0;
  }

  return message => {
    switch (message.type) {
      case 'open session':
        return encodeSession(ID, message.session).forEach(emulator.send);
      case 'session input':
        return [...inputFrames(ID, message.data, false)].forEach(emulator.send);
      case 'session size':
        return emulator.send(encodeSize(ID, message.size));
      case 'session taken':
        return take(message.bytes);
      case 'session mount':
        return encodeChange(message.removed, message.written, message.number).forEach(emulator.send);
    }
  };
}
