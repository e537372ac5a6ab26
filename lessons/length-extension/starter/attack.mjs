import { padding, resume } from './sha256.mjs';

/**
 * `tag` is SHA-256 of a secret with `message` behind it. Nobody knows the
 * secret here, only that it has `secretLength` bytes. Gives a longer message
 * that ends with `suffix`, and its tag: { message, tag }. All are Buffers.
 */
export function extend(message, tag, suffix, secretLength) {
  return { message: Buffer.concat([message, suffix]), tag };
}

/**
 * The same where even the length of the secret is unknown: it is one of 1
 * to 64 bytes. `accepts(message, tag)` asks the server and gives true or
 * false. Gives the { message, tag } that it accepts.
 */
export function forge(message, tag, suffix, accepts) {
  return extend(message, tag, suffix, 16);
}
