import { createHash, sign as signBytes, verify as verifyBytes } from 'node:crypto';

/**
 * Signs a message (a Buffer) for one use, which `context` (a string) names:
 * `chat`, `bank order`. Gives { signature }, and beside it what you like.
 */
export function sign(privateKey, context, message) {
  return { signature: signBytes(null, bound(context, message), privateKey) };
}

/**
 * Tells whether the owner of `publicKey` has signed this message in this
 * context: true, or false. `signed` comes from a stranger.
 */
export function verify(publicKey, context, message, signed) {
  return verifyBytes(null, bound(context, message), publicKey, signed.signature);
}

/** A digest is always 32 bytes long, so the message begins where it ends. */
function bound(context, message) {
  return Buffer.concat([createHash('sha256').update(context).digest(), message]);
}
