import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Makes a token (a Buffer) of a text such as `v=1;role=guest;name=alice`.
 * `keys` has two keys of 32 bytes: `keys.encrypt` and `keys.mac`.
 *
 * Today a token is: 16 bytes of IV, then the ciphertext.
 * Make it: 16 bytes of IV, then the ciphertext, then 32 bytes of tag, an
 * HMAC-SHA-256 under `keys.mac` of all the bytes before the tag.
 */
export function issue(keys, text) {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', keys.encrypt, iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final()]);
}

/**
 * Gives the text of a token, or throws where nobody with the keys made it:
 * always the same error, so that it tells an attacker nothing.
 */
export function read(keys, token) {
  const [iv, ciphertext] = [token.subarray(0, 16), token.subarray(16)];
  const decipher = createDecipheriv('aes-256-cbc', keys.encrypt, iv);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString();
}
