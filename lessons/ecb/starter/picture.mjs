import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * Encrypts the pixels of a picture (a Buffer of any length) with a key of 32
 * bytes; gives a box (a Buffer).
 *
 * Today a box is the ciphertext of AES-256 in ECB mode.
 * Make it: 16 bytes of IV that nobody can foretell, then the ciphertext of
 * AES-256 in CBC mode.
 */
export function encrypt(key, pixels) {
  const cipher = createCipheriv('aes-256-ecb', key, null);
  return Buffer.concat([cipher.update(pixels), cipher.final()]);
}

/** Gives the pixels of a box, as a Buffer. */
export function decrypt(key, box) {
  const decipher = createDecipheriv('aes-256-ecb', key, null);
  return Buffer.concat([decipher.update(box), decipher.final()]);
}
