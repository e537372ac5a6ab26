import { padding, resume } from './sha256.mjs';

/**
 * `tag` is SHA-256 of a secret with `message` behind it. Nobody knows the
 * secret here, only that it has `secretLength` bytes. Gives a longer message
 * that ends with `suffix`, and its tag: { message, tag }. All are Buffers.
 */
export function extend(message, tag, suffix, secretLength) {
  const length = secretLength + message.length;
  const glue = padding(length);
  return {
    message: Buffer.concat([message, glue, suffix]),
    tag: resume(tag, length + glue.length, suffix),
  };
}

/**
 * The same where even the length of the secret is unknown: it is one of 1
 * to 64 bytes. `accepts(message, tag)` asks the server and gives true or
 * false. Gives the { message, tag } that it accepts.
 */
export function forge(message, tag, suffix, accepts) {
  for (let secretLength = 1; secretLength <= 64; secretLength++) {
    const forged = extend(message, tag, suffix, secretLength);
    if (accepts(forged.message, forged.tag)) return forged;
  }
  throw new Error('no length from 1 to 64 fits');
}
