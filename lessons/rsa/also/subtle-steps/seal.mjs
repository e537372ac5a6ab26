import { privateDecrypt, publicEncrypt, webcrypto } from 'node:crypto';

const { subtle } = webcrypto;
const oaepHash = 'sha256';

/**
 * Seals a message (a Buffer) for the owner of `publicKey`. A box is one
 * Buffer: a fresh key of 32 bytes, encrypted with RSA-OAEP and SHA-256 (as
 * many bytes as the modulus), 12 bytes of nonce, the message in AES-256-GCM
 * under the fresh key, and 16 bytes of tag.
 */
export async function seal(publicKey, message) {
  const [key, iv] = [32, 12].map(length => webcrypto.getRandomValues(Buffer.alloc(length)));
  const aes = await subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const ciphertext = await subtle.encrypt({ name: 'AES-GCM', iv }, aes, message);
  return Buffer.concat([publicEncrypt({ key: publicKey, oaepHash }, key), iv, Buffer.from(ciphertext)]);
}

/** Gives the message (a Buffer) of a box, or rejects where it was changed. */
export async function open(privateKey, box) {
  const end = privateKey.asymmetricKeyDetails.modulusLength / 8;
  const key = privateDecrypt({ key: privateKey, oaepHash }, box.subarray(0, end));
  const aes = await subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const message = await subtle.decrypt({ name: 'AES-GCM', iv: box.subarray(end, end + 12) }, aes, box.subarray(end + 12));
  return Buffer.from(message);
}
