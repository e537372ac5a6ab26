import { createCipheriv, createDecipheriv, randomFill } from 'node:crypto';
import { promisify } from 'node:util';

const fill = promisify(randomFill);

/**
 * Encrypts a message (a Buffer) with AES-256-CTR: gives a box of two
 * Buffers, { nonce, ciphertext }. The ciphertext is as long as the message.
 * Many programs may do so under one key, at once and after restarts.
 */
export async function encrypt(key, message) {
  const nonce = await fill(Buffer.alloc(16));
  return { nonce, ciphertext: createCipheriv('aes-256-ctr', key, nonce).update(message) };
}

/** Gives the message of a box, as a Buffer. */
export async function decrypt(key, { nonce, ciphertext }) {
  return createDecipheriv('aes-256-ctr', key, nonce).update(ciphertext);
}
