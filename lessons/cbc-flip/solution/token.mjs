import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TAG = 32;

/**
 * Makes a token (a Buffer) of a text such as `v=1;role=guest;name=alice`.
 * `keys` has two keys of 32 bytes: `keys.encrypt` and `keys.mac`.
 *
 * A token is: 16 bytes of IV, then the ciphertext, then 32 bytes of tag, an
 * HMAC-SHA-256 under `keys.mac` of all the bytes before the tag.
 */
export function issue(keys, text) {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', keys.encrypt, iv);
  const sealed = Buffer.concat([iv, cipher.update(text), cipher.final()]);
  return Buffer.concat([sealed, tagOf(keys, sealed)]);
}

/**
 * Gives the text of a token, or throws where nobody with the keys made it:
 * always the same error, so that it tells an attacker nothing.
 */
export function read(keys, token) {
  const [sealed, tag] = [token.subarray(0, -TAG), token.subarray(-TAG)];
  if (tag.length !== TAG || !timingSafeEqual(tag, tagOf(keys, sealed))) throw new Error('the token is not ours');
  const [iv, ciphertext] = [sealed.subarray(0, 16), sealed.subarray(16)];
  const decipher = createDecipheriv('aes-256-cbc', keys.encrypt, iv);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString();
}

function tagOf(keys, sealed) {
  return createHmac('sha256', keys.mac).update(sealed).digest();
}
