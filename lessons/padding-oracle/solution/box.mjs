import { timingSafeEqual } from 'node:crypto';

const TAG = 32;

/**
 * Makes a box (a Buffer) of a message (a Buffer). `keys`: see keys.mjs.
 *
 * A box is what `keys.encrypt` gives of the message, and behind it, in the
 * open, the tag of all those bytes.
 */
export function seal(keys, message) {
  const sealed = keys.encrypt(message);
  return Buffer.concat([sealed, keys.tag(sealed)]);
}

/**
 * Gives the message of a box, or throws where nobody with the keys made it:
 * always the same error. `keys.decrypt` never sees such a box.
 */
export function open(keys, box) {
  const [sealed, tag] = [box.subarray(0, -TAG), box.subarray(-TAG)];
  if (tag.length !== TAG || !timingSafeEqual(tag, keys.tag(sealed))) throw new Error('not ours');
  return keys.decrypt(sealed);
}
