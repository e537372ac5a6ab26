import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';

/** What stands before the 32 bytes of an X25519 private key in PKCS #8 (RFC 8410, 7). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** A key pair of X25519 that repeats by seed. */
export function keyPair(t) {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, t.bytes(32)]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export function shareOf({ publicKey }) {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
}

/** The secret of a private key and a share; undefined where the share is no public key that OpenSSL takes. */
export function secret(privateKey, share) {
  try {
    const x = Buffer.from(share).toString('base64url');
    return diffieHellman({ privateKey, publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' }) });
  } catch {
    return undefined;
  }
}

export function derived(secrets, salt = '') {
  return Buffer.from(hkdfSync('sha256', Buffer.concat(secrets), salt, 'session', 32));
}

export function sealed(key, message, nonce) {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(message), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined for a box of another key. */
export function opened(key, box) {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(box.subarray(-16));
  try {
    return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
}
