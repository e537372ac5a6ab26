import { createCipheriv } from 'node:crypto';

const YEAR = 365.25 * 24 * 60 * 60;

/**
 * Encrypts one block of 8 bytes with DES (not triple DES): gives 8 bytes.
 * The key is a Buffer of 8 bytes.
 */
export function des(key, block) {
  // Encrypt, decrypt, encrypt: with one key the first two undo each other.
  const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), Buffer.alloc(8));
  return cipher.update(block);
}

/**
 * Finds a key of DES of which the last `unknown` bits are missing. In `base`
 * (8 bytes) they are anything, all others are right. `isKey(key)` says
 * whether 8 bytes are the key. Gives a Buffer for which it said true, or
 * undefined where no key fits.
 *
 * The lowest bit of each byte is for parity and no bit of the key. So the
 * last 7 bits are the upper ones of byte 7, the 7 before those of byte 6.
 */
export function search(isKey, base, unknown) {
  // The 56 bits of the key as one number, without those of parity.
  const upper = [...base].reduce((all, byte) => (all << 7n) | BigInt(byte >> 1), 0n) >> BigInt(unknown);
  for (let low = 0n; low < 1n << BigInt(unknown); low++) {
    const key = spread((upper << BigInt(unknown)) | low);
    if (isKey(key)) return key;
  }
  return undefined;
}

/** Eight bytes of seven bits each, with a parity bit of zero. */
function spread(number) {
  const key = Buffer.alloc(8);
  for (let at = 7; at >= 0; at--, number >>= 7n) key[at] = Number(number & 127n) << 1;
  return key;
}

/**
 * The years that it takes, on average, to find a key of so many unknown
 * bits, for somebody who tries so many keys a second.
 */
export function yearsFor(bits, keysPerSecond) {
  // Half of the keys, on average.
  return 2 ** (bits - 1) / keysPerSecond / YEAR;
}
