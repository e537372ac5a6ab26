/**
 * Finds the right tag (a Buffer of `length` bytes) of a request, with no key.
 * `oracle(tag)` sends the request with a tag (a Buffer of `length` bytes)
 * and gives { accepted, compared }: whether the server took it, and how many
 * bytes it had compared until it knew.
 */
export function guessTag(oracle, length) {
  return extend(oracle, length, []);
}

/** The tag that begins with the bytes that are known. */
function extend(oracle, length, known) {
  if (known.length === length) return Buffer.from(known);
  const values = Array.from({ length: 256 }, (_, byte) => byte);
  const found = values.find(byte => {
    const { accepted, compared } = oracle(Buffer.concat([Buffer.from([...known, byte])], length));
    return accepted || compared > known.length + 1;
  });
  return extend(oracle, length, [...known, found]);
}
