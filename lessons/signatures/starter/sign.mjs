import { createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';

/**
 * Signs a message (a Buffer) for one use, which `context` (a string) names:
 * `chat`, `bank order`. Gives { signature }, and beside it what you like.
 */
export function sign(privateKey, context, message) {
  const key = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  return { key, signature: signBytes(null, message, privateKey) };
}

/**
 * Tells whether the owner of `publicKey` has signed this message in this
 * context: true, or false. `signed` comes from a stranger.
 */
export function verify(publicKey, context, message, signed) {
  return verifyBytes(null, message, signed.key, signed.signature);
}
