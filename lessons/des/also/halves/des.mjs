import { createCipheriv } from 'node:crypto';

/**
 * Encrypts one block of 8 bytes with DES (not triple DES): gives 8 bytes.
 * The key is a Buffer of 8 bytes.
 */
export function des(key, block) {
  // Encrypt, decrypt, encrypt: the last two undo each other, whatever their key.
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, Buffer.alloc(16)]), null);
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
  if (unknown === 0) return isKey(base) ? base : undefined;
  const bit = unknown - 1;
  for (const value of [0, 1]) {
    const key = Buffer.from(base);
    const shift = (bit % 7) + 1;
    key[7 - Math.floor(bit / 7)] = (key[7 - Math.floor(bit / 7)] & ~(1 << shift)) | (value << shift);
    const found = search(isKey, key, bit);
    if (found) return found;
  }
  return undefined;
}

/**
 * The years that it takes, on average, to find a key of so many unknown
 * bits, for somebody who tries so many keys a second.
 */
export function yearsFor(bits, keysPerSecond) {
  const all = 2n ** BigInt(bits);
  return Number(all) / 2 / keysPerSecond / (365 * 24 * 3600);
}
