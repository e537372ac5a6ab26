import { createHash, sign as signBytes, verify as verifyBytes } from 'node:crypto';

/**
 * Signs a message (a Buffer) for one use, which `context` (a string) names:
 * `chat`, `bank order`. Gives { signature }, and beside it what you like.
 */
export async function sign(privateKey, context, message) {
  const [one, two] = [digest(context), digest(message)];
  return { context, signature: signBytes(null, digest(Buffer.concat([one, two])), privateKey) };
}

/**
 * Tells whether the owner of `publicKey` has signed this message in this
 * context: true, or false. `signed` comes from a stranger.
 */
export async function verify(publicKey, context, message, { signature }) {
  if (signature.length !== 64) throw new Error('not a signature of Ed25519');
  const both = Buffer.concat([digest(context), digest(message)]);
  return verifyBytes(null, digest(both), publicKey, signature);
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest();
}
