import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const OPTIONS = { authTagLength: 16 };
let sealed = 0;

/**
 * Seals a message: gives a box { nonce, ciphertext, tag } of three Buffers.
 * The context is not hidden, but the box must open only beside the same
 * context.
 */
export function seal(key, message, context) {
  // Never the same in one run, and drawn by chance for the others.
  const nonce = Buffer.concat([randomBytes(8), Buffer.alloc(4)]);
  nonce.writeUInt32BE(sealed++, 8);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, OPTIONS);
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(message), cipher.final()]);
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

/**
 * Gives the message back as a Buffer, or throws.
 * `deliver` is called with the message, in as many parts as you like,
 * for whoever acts on it.
 */
export function open(key, box, context, deliver = () => {}) {
  const decipher = createDecipheriv('aes-256-gcm', key, box.nonce, OPTIONS);
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(box.tag);
  const message = Buffer.concat([decipher.update(box.ciphertext), decipher.final()]);
  deliver(message);
  return message;
}
