import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/**
 * Makes a token (a Buffer) of a text such as `v=1;role=guest;name=alice`.
 * `keys` has two keys of 32 bytes: `keys.encrypt` and `keys.mac`.
 *
 * A token is: 16 bytes of IV, then the ciphertext, then 32 bytes of tag, an
 * HMAC-SHA-256 under `keys.mac` of all the bytes before the tag.
 */
export const issue = (keys, text) => sign(keys, encrypt(keys, Buffer.from(text)));

/**
 * Gives the text of a token, or throws where nobody with the keys made it:
 * always the same error, so that it tells an attacker nothing.
 */
export function read(keys, token) {
  try {
    return decrypt(keys, verified(keys, token)).toString();
  } catch {
    throw new Error('invalid token');
  }
}

function encrypt({ encrypt: key }, bytes) {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(bytes), cipher.final()]);
}

function decrypt({ encrypt: key }, sealed) {
  const decipher = createDecipheriv('aes-256-cbc', key, sealed.subarray(0, 16));
  return Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]);
}

function sign({ mac }, sealed) {
  return Buffer.concat([sealed, createHmac('sha256', mac).update(sealed).digest()]);
}

/** The token without its tag. Compared by keyed hashes, so that equal takes as long as nearly equal. */
function verified(keys, token) {
  const sealed = token.subarray(0, token.length - 32);
  const blind = bytes => createHmac('sha256', randomKey).update(bytes).digest();
  if (!blind(sign(keys, sealed)).equals(blind(token))) throw new Error('another tag');
  return sealed;
}

const randomKey = randomBytes(32);
