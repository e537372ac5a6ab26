import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const START = randomBytes(8);
let sent = 0;

/**
 * Encrypts a message (a Buffer) with AES-256-CTR: gives a box of two
 * Buffers, { nonce, ciphertext }. The ciphertext is as long as the message.
 * Many programs may do so under one key, at once and after restarts.
 */
export async function encrypt(key, message) {
  const number = sent;
  await new Promise(resolve => setImmediate(resolve)); // where a counter on disk would be written
  sent = number + 1;
  const nonce = Buffer.alloc(16);
  START.copy(nonce);
  nonce.writeUInt32BE(number, 8);
  const cipher = createCipheriv('aes-256-ctr', key, nonce);
  return { nonce, ciphertext: cipher.update(message) };
}

/** Gives the message of a box, as a Buffer. */
export function decrypt(key, { nonce, ciphertext }) {
  return createDecipheriv('aes-256-ctr', key, nonce).update(ciphertext);
}
