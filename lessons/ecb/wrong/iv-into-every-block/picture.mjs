import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Encrypts the pixels of a picture (a Buffer of any length) with a key of 32
 * bytes; gives a box (a Buffer): 16 bytes of IV that nobody can foretell,
 * then the ciphertext of AES-256 in CBC mode.
 */
export function encrypt(key, pixels) {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-ecb', key, null);
  return Buffer.concat([iv, cipher.update(mixed(pixels, iv)), cipher.final()]);
}

/** Gives the pixels of a box, as a Buffer. */
export function decrypt(key, box) {
  const decipher = createDecipheriv('aes-256-ecb', key, null);
  const bytes = Buffer.concat([decipher.update(box.subarray(16)), decipher.final()]);
  return mixed(bytes, box.subarray(0, 16));
}

function mixed(bytes, iv) {
  return Buffer.from(bytes.map((byte, at) => byte ^ iv[at % 16]));
}
