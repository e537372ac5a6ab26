class Refused extends Error {
  constructor() {
    super('refused');
    this.name = 'Refused';
  }
}

/**
 * Makes a box (a Buffer) of a message (a Buffer). `keys`: see keys.mjs.
 *
 * A box is what `keys.encrypt` gives of the message, and behind it, in the
 * open, the tag of all those bytes.
 */
export function seal(keys, message) {
  const sealed = keys.encrypt(message);
  const box = Buffer.alloc(sealed.length + 32);
  sealed.copy(box);
  keys.tag(sealed).copy(box, sealed.length);
  return box;
}

/**
 * Gives the message of a box, or throws where nobody with the keys made it:
 * always the same error. `keys.decrypt` never sees such a box.
 */
export function open(keys, box) {
  if (box.length < 64) throw new Refused();
  const end = box.length - 32;
  const expected = keys.tag(box.subarray(0, end));
  let difference = 0;
  for (let at = 0; at < 32; at++) difference |= expected[at] ^ box[end + at];
  if (difference) throw new Refused();
  return keys.decrypt(box.subarray(0, end));
}
