import { createHash } from 'node:crypto';

/**
 * The tag (32 bytes) that a request (a Buffer of any bytes) is sent with.
 * `secret` is a Buffer that only we and our servers have.
 *
 * Today it is SHA-256 of the secret and the request. Make it HMAC-SHA-256
 * of the request, with the secret as key: our other servers will, too.
 */
export function sign(secret, message) {
  // RFC 2104: two hashes, one inside the other, so that nobody sees the state of the inner one.
  const key = Buffer.alloc(64);
  (secret.length > 64 ? sha256(secret) : secret).copy(key);
  const inner = sha256(xored(key, 0x36), message);
  return sha256(xored(key, 0x5c), inner);
}

/** Whether a request came with its tag: true or false. */
export function accepts(secret, message, tag) {
  return sign(secret, message).equals(tag);
}

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function xored(key, byte) {
  return Buffer.from(key.map(of => of ^ byte));
}
