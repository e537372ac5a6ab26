import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;
const OPTIONS = { authTagLength: TAG };

/**
 * Packs a message that one person sends another: gives one Buffer, the
 * nonce (12 bytes), the ciphertext and the tag (16 bytes), in this order.
 * `key` has 32 bytes. `from` and `to` are not hidden and not in the
 * parcel, but it opens only beside the same two. Names are any text.
 */
export function pack(key, message, from, to) {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, OPTIONS);
  cipher.setAAD(contextOf(from, to));
  return Buffer.concat([nonce, cipher.update(message), cipher.final(), cipher.getAuthTag()]);
}

/** Gives the message back as a Buffer, or throws. */
export function unpack(key, parcel, from, to) {
  if (parcel.length < NONCE + TAG) throw new Error('no parcel is that short');
  const decipher = createDecipheriv('aes-256-gcm', key, parcel.subarray(0, NONCE), OPTIONS);
  decipher.setAAD(contextOf(from, to));
  decipher.setAuthTag(parcel.subarray(-TAG));
  return Buffer.concat([decipher.update(parcel.subarray(NONCE, -TAG)), decipher.final()]);
}

/** Both names as bytes, the length of the first before it: no other two names give the same. */
function contextOf(from, to) {
  const [first, second] = [Buffer.from(from), Buffer.from(to)];
  const length = Buffer.alloc(4);
  length.writeUInt32BE(first.length);
  return Buffer.concat([length, first, second]);
}
