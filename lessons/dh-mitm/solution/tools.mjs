import {
  createCipheriv, createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes,
  sign as signBytes, verify as verifyBytes,
} from 'node:crypto';

/** A new X25519 key pair: { privateKey, publicKey }. */
export function newPair() {
  return generateKeyPairSync('x25519');
}

/** A public key as the share that is sent: 32 bytes. */
export function toShare(publicKey) {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
}

/** The secret, 32 bytes, of a private key and a share of somebody else. */
export function secretOf(privateKey, share) {
  const x = Buffer.from(share).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  return diffieHellman({ privateKey, publicKey });
}

/** Gives a box. The sender's share is in its key, so that a box does not open for who has sent it. */
export function seal(secret, sendersShare, message) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, sendersShare), nonce);
  return Buffer.concat([nonce, cipher.update(message), cipher.final(), cipher.getAuthTag()]);
}

/** Gives the message of a box, or throws. */
export function open(secret, sendersShare, box) {
  const key = keyOf(secret, sendersShare);
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(box.subarray(-16));
  return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]);
}

/** An Ed25519 signature over a list of strings and Buffers: over each of them, in this order, with its length. */
export function sign(privateKey, parts) {
  return signBytes(null, joined(parts), privateKey);
}

/** Whether a signature is that of the private key, over the same list. */
export function isSigned(publicKey, parts, signature) {
  return verifyBytes(null, joined(parts), publicKey, signature);
}

function keyOf(secret, sendersShare) {
  return Buffer.from(hkdfSync('sha256', secret, '', sendersShare, 32));
}

function joined(parts) {
  return Buffer.concat(parts.flatMap(part => {
    const [bytes, length] = [Buffer.from(part), Buffer.alloc(4)];
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  }));
}
