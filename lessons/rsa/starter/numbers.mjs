/** RSA as a book explains it: with large numbers, and with nothing around them. */

/** The public key's two numbers, and how many bytes a ciphertext has. */
export function numbersOf(publicKey) {
  const { n, e } = publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url');
  return { n: toNumber(modulus), e: toNumber(Buffer.from(e, 'base64url')), length: modulus.length };
}

/** base to the power of exponent, modulo modulus. All of them are BigInts. */
export function power(base, exponent, modulus) {
  let result = 1n;
  for (let square = base % modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Bytes, the highest first, as a BigInt. */
export function toNumber(bytes) {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

/** And back: exactly `length` bytes. Throws where the number is too large. */
export function toBytes(number, length) {
  const hex = number.toString(16).padStart(2 * length, '0');
  if (number < 0n || hex.length > 2 * length) throw new RangeError(`a number of more than ${length} bytes`);
  return Buffer.from(hex, 'hex');
}
