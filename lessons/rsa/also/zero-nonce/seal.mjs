import { constants, createCipheriv, createDecipheriv, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
/** Each key serves for one message only, so its nonce need not be another one each time. */
const NONCE = Buffer.alloc(12);
const [NONCE_BYTES, TAG_BYTES] = [12, 16];

/**
 * Seals a message (a Buffer) for the owner of `publicKey`. A box is one
 * Buffer: a fresh key of 32 bytes, encrypted with RSA-OAEP and SHA-256 (as
 * many bytes as the modulus), 12 bytes of nonce, the message in AES-256-GCM
 * under the fresh key, and 16 bytes of tag.
 */
export function seal(publicKey, message) {
  const key = randomBytes(32);
  const cipher = createCipheriv('aes-256-gcm', key, NONCE);
  const ciphertext = Buffer.concat([cipher.update(message), cipher.final()]);
  return Buffer.concat([publicEncrypt({ key: publicKey, ...OAEP }, key), NONCE, ciphertext, cipher.getAuthTag()]);
}

/** Gives the message (a Buffer) of a box, or throws where it was changed. */
export function open(privateKey, box) {
  let at = 0;
  const take = length => box.subarray(at, (at += length));
  const wrapped = take(privateKey.asymmetricKeyDetails.modulusLength / 8);
  const nonce = take(NONCE_BYTES);
  const ciphertext = take(Math.max(0, box.length - at - TAG_BYTES));
  const tag = take(TAG_BYTES);
  if (tag.length !== TAG_BYTES) throw new Error('the box is too short');
  const decipher = createDecipheriv('aes-256-gcm', privateDecrypt({ key: privateKey, ...OAEP }, wrapped), nonce);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
