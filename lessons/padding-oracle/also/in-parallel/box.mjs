import { timingSafeEqual } from 'node:crypto';

/**
 * Makes a box (a Buffer) of a message (a Buffer). `keys`: see keys.mjs.
 *
 * A box is what `keys.encrypt` gives of the message, and behind it, in the
 * open, the tag of all those bytes.
 */
export function seal(keys, message) {
  const box = keys.encrypt(message);
  return Buffer.concat([box, keys.tag(box)]);
}

/**
 * Gives the message of a box, or throws where nobody with the keys made it:
 * always the same error. `keys.decrypt` never sees such a box.
 */
export function open(keys, box) {
  try {
    if (!timingSafeEqual(box.subarray(-32), keys.tag(box.subarray(0, -32)))) throw new Error('the tag');
    return keys.decrypt(box.subarray(0, -32));
  } catch {
    throw new Error('no');
  }
}
