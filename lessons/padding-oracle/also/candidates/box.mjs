import { createHmac, randomBytes } from 'node:crypto';

const blind = randomBytes(32);

/**
 * Makes a box (a Buffer) of a message (a Buffer). `keys`: see keys.mjs.
 *
 * A box is what `keys.encrypt` gives of the message, and behind it, in the
 * open, the tag of all those bytes.
 */
export function seal({ encrypt, tag }, message) {
  const sealed = encrypt(message);
  return Buffer.concat([sealed, tag(sealed)]);
}

/**
 * Gives the message of a box, or throws where nobody with the keys made it:
 * always the same error. `keys.decrypt` never sees such a box.
 */
export function open({ decrypt, tag }, box) {
  const end = Math.max(0, box.length - 32);
  const sealed = box.subarray(0, end);
  if (!equal(tag(sealed), box.subarray(end))) throw new Error('refused');
  return decrypt(sealed);
}

/** Compares hashes under a key of our own: how much of them is equal tells nobody anything. */
function equal(a, b) {
  const [x, y] = [a, b].map(bytes => createHmac('sha256', blind).update(bytes).digest('hex'));
  return x === y;
}
