import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';

/**
 * Makes a token (a Buffer) of a text such as `v=1;role=guest;name=alice`.
 * `keys` has two keys of 32 bytes: `keys.encrypt` and `keys.mac`.
 *
 * A token is: 16 bytes of IV, then the ciphertext, then 32 bytes of tag, an
 * HMAC-SHA-256 under `keys.mac` of all the bytes before the tag.
 */
export function issue(keys, text) {
  const iv = randomFillSync(Buffer.alloc(16));
  const cipher = createCipheriv('aes-256-cbc', keys.encrypt, iv);
  const parts = [iv, cipher.update(text, 'utf8'), cipher.final()];
  const mac = createHmac('sha256', keys.mac);
  for (const part of parts) mac.update(part);
  return Buffer.concat([...parts, mac.digest()]);
}

/**
 * Gives the text of a token, or throws where nobody with the keys made it:
 * always the same error, so that it tells an attacker nothing.
 */
export function read(keys, token) {
  if (token.length < 16 + 16 + 32) throw new Error('no');
  const end = token.length - 32;
  const expected = createHmac('sha256', keys.mac).update(token.subarray(0, end)).digest();
  // Every byte is looked at, whichever differs first.
  let differs = 0;
  for (let at = 0; at < 32; at++) differs |= expected[at] ^ token[end + at];
  if (differs !== 0) throw new Error('no');
  const decipher = createDecipheriv('aes-256-cbc', keys.encrypt, token.subarray(0, 16));
  return decipher.update(token.subarray(16, end), undefined, 'utf8') + decipher.final('utf8');
}
