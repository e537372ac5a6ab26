import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/**
 * Encrypts the pixels of a picture (a Buffer of any length) with a key of 32
 * bytes; gives a box (a Buffer): 16 bytes of IV that nobody can foretell,
 * then the ciphertext of AES-256 in CBC mode.
 */
export function encrypt(key, pixels) {
  // NIST's other way: a number that never comes twice, under a key.
  const iv = createHmac('sha256', key).update(randomBytes(32)).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(pixels), cipher.final()]);
}

/** Gives the pixels of a box, as a Buffer. */
export function decrypt(key, box) {
  const decipher = createDecipheriv('aes-256-cbc', key, box.subarray(0, 16));
  return Buffer.concat([decipher.update(box.subarray(16)), decipher.final()]);
}
