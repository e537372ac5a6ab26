import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// Another one after each start, and each message goes on where the last one ended.
let next = BigInt(`0x${randomBytes(15).toString('hex')}`);

/**
 * Encrypts a message (a Buffer) with AES-256-CTR: gives a box of two
 * Buffers, { nonce, ciphertext }. The ciphertext is as long as the message.
 * Many programs may do so under one key, at once and after restarts.
 */
export function encrypt(key, message) {
  const nonce = Buffer.from(next.toString(16).padStart(32, '0'), 'hex');
  next += BigInt(Math.floor(message.length / 16));
  const cipher = createCipheriv('aes-256-ctr', key, nonce);
  return { nonce, ciphertext: Buffer.concat([cipher.update(message), cipher.final()]) };
}

/** Gives the message of a box, as a Buffer. */
export function decrypt(key, { nonce, ciphertext }) {
  const decipher = createDecipheriv('aes-256-ctr', key, nonce);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
