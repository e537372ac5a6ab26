import { constants, createCipheriv, createDecipheriv, privateDecrypt, publicEncrypt } from 'node:crypto';

/** RSA as the learner found it: mending their own does not break the check of their attack. */
export function textbook(publicKey, number) {
  const length = publicKey.asymmetricKeyDetails.modulusLength / 8;
  const block = Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex');
  return publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, block);
}

/** What the lesson asks for, in its parts; another padding or hash makes what ends up in `wrapped` another one. */
export function sealed(publicKey, message, key, nonce, oaep = { oaepHash: 'sha256' }) {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = Buffer.concat([cipher.update(message), cipher.final()]);
  return { wrapped: publicEncrypt({ key: publicKey, ...oaep }, key), nonce, ciphertext, tag: cipher.getAuthTag() };
}

export function joined({ wrapped, nonce, ciphertext, tag }) {
  return Buffer.concat([wrapped, nonce, ciphertext, tag]);
}

export function parts({ asymmetricKeyDetails: { modulusLength } }, box) {
  const at = modulusLength / 8;
  return {
    wrapped: box.subarray(0, at), nonce: box.subarray(at, at + 12), ciphertext: box.subarray(at + 12, -16), tag: box.subarray(-16),
  };
}

export function unwrapped(privateKey, wrapped) {
  return privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, wrapped);
}

export function opened(privateKey, box) {
  const { wrapped, nonce, ciphertext, tag } = parts(privateKey, box);
  const decipher = createDecipheriv('aes-256-gcm', unwrapped(privateKey, wrapped), nonce, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
