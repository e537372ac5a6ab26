import { createHmac } from 'node:crypto';

/**
 * The tag (32 bytes) that a request (a Buffer of any bytes) is sent with.
 * `secret` is a Buffer that only we and our servers have.
 *
 * Today it is SHA-256 of the secret and the request. Make it HMAC-SHA-256
 * of the request, with the secret as key: our other servers will, too.
 */
export function sign(secret, message) {
  return createHmac('sha256', secret).update(message).digest();
}

/** Whether a request came with its tag: true or false. */
export function accepts(secret, message, tag) {
  return sign(secret, message).equals(tag);
}
