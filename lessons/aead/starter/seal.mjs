import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * Seals a message: gives a box { nonce, ciphertext, tag } of three Buffers.
 * The context is not hidden, but the box must open only beside the same
 * context.
 */
export function seal(key, message, context) {
  const nonce = Buffer.from('000000000001');
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = Buffer.concat([cipher.update(message), cipher.final()]);
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

/**
 * Gives the message back as a Buffer, or throws.
 * `deliver` is called with the message, in as many parts as you like,
 * for whoever acts on it.
 */
export function open(key, box, context, deliver = () => {}) {
  const decipher = createDecipheriv('aes-256-gcm', key, box.nonce);
  const message = decipher.update(box.ciphertext);
  deliver(message);
  return message;
}
