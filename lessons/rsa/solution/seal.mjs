import { createCipheriv, createDecipheriv, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';

const OPTIONS = { authTagLength: 16 };

/**
 * Seals a message (a Buffer) for the owner of `publicKey`. A box is one
 * Buffer: a fresh key of 32 bytes, encrypted with RSA-OAEP and SHA-256 (as
 * many bytes as the modulus), 12 bytes of nonce, the message in AES-256-GCM
 * under the fresh key, and 16 bytes of tag.
 */
export function seal(publicKey, message) {
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  const wrapped = publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, key);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, OPTIONS);
  return Buffer.concat([wrapped, nonce, cipher.update(message), cipher.final(), cipher.getAuthTag()]);
}

/** Gives the message (a Buffer) of a box, or throws where it was changed. */
export function open(privateKey, box) {
  const length = privateKey.asymmetricKeyDetails.modulusLength / 8;
  const key = privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, box.subarray(0, length));
  const [nonce, sealed] = [box.subarray(length, length + 12), box.subarray(length + 12)];
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, OPTIONS);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}
