/**
 * Finds the right tag (a Buffer of `length` bytes) of a request, with no key.
 * `oracle(tag)` sends the request with a tag (a Buffer of `length` bytes)
 * and gives { accepted, compared }: whether the server took it, and how many
 * bytes it had compared until it knew.
 */
export function guessTag(oracle, length) {
  return Buffer.alloc(length);
}
