import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';

/** A new key pair: { privateKey, publicKey }. */
export function newPair() {
  return generateKeyPairSync('x25519');
}

/** A public key as the 32 bytes that are sent. */
export function toBytes(publicKey) {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
}

/** And back. */
export function fromBytes(bytes) {
  const x = Buffer.from(bytes).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
}

/** The 32 bytes that both get who each have one private key of two pairs, and the other's public key. */
export function secretOf(privateKey, publicKey) {
  return diffieHellman({ privateKey, publicKey });
}
