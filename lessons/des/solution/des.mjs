import { createCipheriv } from 'node:crypto';

const YEAR = 365.25 * 24 * 60 * 60;

/**
 * Encrypts one block of 8 bytes with DES (not triple DES): gives 8 bytes.
 * The key is a Buffer of 8 bytes.
 */
export function des(key, block) {
  // Encrypt, decrypt, encrypt: with one key the first two undo each other.
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null);
  return cipher.setAutoPadding(false).update(block);
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
  const key = Buffer.from(base);
  for (let number = 0; number < 2 ** unknown; number++) {
    for (let bit = 0; bit < unknown; bit++) {
      const [byte, mask] = [7 - Math.floor(bit / 7), 2 << (bit % 7)];
      if ((number >> bit) & 1) key[byte] |= mask;
      else key[byte] &= ~mask;
    }
    if (isKey(key)) return key;
  }
  return undefined;
}

/**
 * The years that it takes, on average, to find a key of so many unknown
 * bits, for somebody who tries so many keys a second.
 */
export function yearsFor(bits, keysPerSecond) {
  // Half of the keys, on average.
  return 2 ** (bits - 1) / keysPerSecond / YEAR;
}
