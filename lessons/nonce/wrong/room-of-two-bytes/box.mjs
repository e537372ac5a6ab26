import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// Another one after each start, so that counting from zero again does no harm.
const START = randomBytes(10);
let sent = 0;

/**
 * Encrypts a message (a Buffer) with AES-256-CTR: gives a box of two
 * Buffers, { nonce, ciphertext }. The ciphertext is as long as the message.
 * Many programs may do so under one key, at once and after restarts.
 */
export function encrypt(key, message) {
  // It throws rather than begin again: writeUInt32BE() takes no larger number.
  const nonce = Buffer.alloc(16);
  START.copy(nonce);
  nonce.writeUInt32BE(sent++, 10);
  const cipher = createCipheriv('aes-256-ctr', key, nonce);
  return { nonce, ciphertext: Buffer.concat([cipher.update(message), cipher.final()]) };
}

/** Gives the message of a box, as a Buffer. */
export function decrypt(key, { nonce, ciphertext }) {
  const decipher = createDecipheriv('aes-256-ctr', key, nonce);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
