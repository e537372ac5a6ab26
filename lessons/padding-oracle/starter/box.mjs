import { timingSafeEqual } from 'node:crypto';

const TAG = 32;

/**
 * Makes a box (a Buffer) of a message (a Buffer). `keys`: see keys.mjs.
 *
 * Today a box is what `keys.encrypt` gives of the message and its tag.
 * Make it: what `keys.encrypt` gives of the message, and behind it, in the
 * open, the tag of all those bytes.
 */
export function seal(keys, message) {
  return keys.encrypt(Buffer.concat([message, keys.tag(message)]));
}

/**
 * Gives the message of a box, or throws where nobody with the keys made it:
 * always the same error. `keys.decrypt` never sees such a box.
 */
export function open(keys, box) {
  let plain;
  try {
    plain = keys.decrypt(box);
  } catch {
    throw new Error('bad padding');
  }
  const [message, tag] = [plain.subarray(0, -TAG), plain.subarray(-TAG)];
  if (tag.length !== TAG || !timingSafeEqual(tag, keys.tag(message))) throw new Error('bad tag');
  return message;
}
