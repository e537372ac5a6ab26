import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Two secret keys, and what can be done with them. The keys themselves stay in here. */
export function createKeys(secret = randomBytes(32), macSecret = randomBytes(32)) {
  return {
    /** Gives the IV and the ciphertext of a Buffer, in one Buffer: AES-256 in CBC mode, with padding. */
    encrypt(bytes) {
      const iv = randomBytes(16);
      const cipher = createCipheriv('aes-256-cbc', secret, iv);
      return Buffer.concat([iv, cipher.update(bytes), cipher.final()]);
    },
    /** Gives the bytes back, or throws Node's error: above all where the padding is wrong. */
    decrypt(sealed) {
      const decipher = createDecipheriv('aes-256-cbc', secret, sealed.subarray(0, 16));
      return Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]);
    },
    /** Gives the tag of a Buffer, 32 bytes: HMAC-SHA-256. */
    tag(bytes) {
      return createHmac('sha256', macSecret).update(bytes).digest();
    },
  };
}
