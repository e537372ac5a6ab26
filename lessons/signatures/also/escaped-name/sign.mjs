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

/** No length: a zero byte ends the name, and none can be within it. */
function bound(context, message) {
  const name = context.replaceAll('%', '%25').replaceAll('\0', '%00');
  return Buffer.concat([Buffer.from(`${name}\0`), message]);
}
