import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

/**
 * Encrypts the pixels of a picture (a Buffer of any length) with a key of 32
 * bytes; gives a box (a Buffer): 16 bytes of IV that nobody can foretell,
 * then the ciphertext of AES-256 in CBC mode.
 */
export const encrypt = (key, pixels) => {
  const iv = randomFillSync(new Uint8Array(16));
  return Buffer.concat([iv, through(createCipheriv('aes-256-cbc', key, iv), pixels)]);
};

/** Gives the pixels of a box, as a Buffer. */
export const decrypt = (key, box) => {
  const [iv, ciphertext] = [box.subarray(0, 16), box.subarray(16)];
  return through(createDecipheriv('aes-256-cbc', key, iv), ciphertext);
};

function through(cipher, bytes) {
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}
