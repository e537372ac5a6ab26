import { sign as signBytes, verify as verifyBytes } from 'node:crypto';

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

/** JSON puts quotes around each, and escapes those within; hex, since a message may be no text. */
function bound(context, message) {
  return Buffer.from(JSON.stringify([context, message.toString('hex')]));
}
