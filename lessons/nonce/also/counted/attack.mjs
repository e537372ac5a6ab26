/**
 * Two messages were encrypted under one key and one nonce: `c1` and `c2` are
 * their ciphertexts, `known` is what the first message begins with (or all
 * of it). Gives what the second begins with, as far as `known` tells, as a
 * Buffer. All are Buffers, and there is no key.
 */
export function recover(c1, c2, known) {
  const message = Buffer.alloc(Math.min(known.length, c2.length));
  for (let at = 0; at < message.length; at++) {
    const keystream = c1[at] ^ known[at];
    message[at] = c2[at] ^ keystream;
  }
  return message;
}
