import { createPrivateKey, createPublicKey } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key pair of Ed25519 that repeats by seed. */
export function keyPair(t) {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, t.bytes(32)]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, pem: publicKey.export({ type: 'spki', format: 'pem' }) };
}
