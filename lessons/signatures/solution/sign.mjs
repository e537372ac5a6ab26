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

/** The bytes of both, with a border that nobody can move. */
function bound(context, message) {
  const name = Buffer.from(context);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  return Buffer.concat([length, name, message]);
}
