import { createCipheriv, createDecipheriv, randomUUID } from 'node:crypto';

/**
 * Encrypts a message (a Buffer) with AES-256-CTR: gives a box of two
 * Buffers, { nonce, ciphertext }. The ciphertext is as long as the message.
 * Many programs may do so under one key, at once and after restarts.
 */
export function encrypt(key, message) {
  const nonce = Buffer.from(randomUUID().slice(0, 16));
  const cipher = createCipheriv('aes-256-ctr', key, nonce);
  return { nonce, ciphertext: cipher.update(message) };
}

/** Gives the message of a box, as a Buffer. */
export function decrypt(key, { nonce, ciphertext }) {
  return createDecipheriv('aes-256-ctr', key, nonce).update(ciphertext);
}
