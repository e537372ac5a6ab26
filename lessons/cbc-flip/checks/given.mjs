import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** The token as the learner found it, IV and ciphertext: mending their own does not break the check of their attack. */
export function issueUnsigned(keys, text, iv) {
  const cipher = createCipheriv('aes-256-cbc', keys.encrypt, iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final()]);
}

export function readUnsigned(keys, token) {
  const decipher = createDecipheriv('aes-256-cbc', keys.encrypt, token.subarray(0, 16));
  return Buffer.concat([decipher.update(token.subarray(16)), decipher.final()]);
}

/** What the lesson asks for: the other server of the site makes and reads tokens so. */
export function issueSigned(keys, text, iv) {
  const sealed = issueUnsigned(keys, text, iv);
  return Buffer.concat([sealed, tagOf(keys, sealed)]);
}

/** Undefined for a token whose tag is another. */
export function readSigned(keys, token) {
  const sealed = token.subarray(0, -32);
  if (!tagOf(keys, sealed).equals(token.subarray(-32))) return undefined;
  return readUnsigned(keys, sealed);
}

function tagOf(keys, sealed) {
  return createHmac('sha256', keys.mac).update(sealed).digest();
}
