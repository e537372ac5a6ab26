/**
 * Finds the right tag (a Buffer of `length` bytes) of a request, with no key.
 * `oracle(tag)` sends the request with a tag (a Buffer of `length` bytes)
 * and gives { accepted, compared }: whether the server took it, and how many
 * bytes it had compared until it knew.
 */
export function guessTag(oracle, length) {
  const guess = Buffer.alloc(length);
  let known = 0;
  for (;;) {
    const { accepted, compared } = oracle(guess);
    if (accepted) return guess;
    if (compared - 1 > known) known = compared - 1;
    else if (guess[known] === 255) return guess;
    // The byte at which the server stopped is the wrong one.
    guess[known]++;
  }
}
