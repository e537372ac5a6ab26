import { createPrivateKey, createPublicKey } from 'node:crypto';

/**
 * Primes of 400 bits, two of which make a key of 800: too short for use, and known to everybody. OAEP with SHA-256 has room
 * in it for a key of 32 bytes, and two more. A computer that is emulated has a result with such a key in a twelfth of the
 * time that 2048 bits take, and makes it in none.
 */
const PRIMES = [
  0xea33860e45bad727dcfe21f082c9f1f06237d0382655c3f7926e592c2115c2ecbc2f03d56a2011692604df8d1bc42fe1c2c7n,
  0xcf3870d064c561a659d1c78c5382be4c6376efe28ed9c4e8e5f6852b61d32ae5648c723675f8f24765e15bfaae1af01c3b77n,
  0xf6373ebb5bc563c940c73b4a88f179fc7c287277ef705994e0a85887ea2b5baccf3e5bc9cc3b385d02c06e7b4a5fcc20557dn,
  0xe85c29d72fc36294a7459261172aaf25287ae09196dbcc2a8c6fe3eef6ffdba15b0a91986d832219b5a70873bbab328ebe7bn,
  0xf89f3917896e6aac42d5f555eb500f56afc34e3c6794aa34c1cdb9ff8314fa018521de1b49ede1598e2aff44ac75471fc03bn,
  0xde947134dcb8f9e8e5ace2dea4949c35960c7f99e2be6d10f3ec16868ce3f0383a160d06976152da1f012acd788d23744393n,
];
const EXPONENT = 65537n;

/** Another key pair each time; both are KeyObjects. */
export function keyPair(t) {
  const p = t.pick(PRIMES);
  const q = t.pick(PRIMES.filter(prime => prime !== p));
  return keyOf(p, q);
}

/** Two key pairs that have no prime in common. */
export function twoKeyPairs(t) {
  const at = t.int(0, PRIMES.length - 1);
  const [a, b, c, d] = [...PRIMES.slice(at), ...PRIMES.slice(0, at)];
  return [keyOf(a, b), keyOf(c, d)];
}

function keyOf(p, q) {
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const key = Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, encoded(number)]));
  const privateKey = createPrivateKey({ key: { kty: 'RSA', ...key }, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** A public key with another exponent: who only encrypts needs no private one. */
export function withExponent(publicKey, e) {
  return createPublicKey({ key: { ...publicKey.export({ format: 'jwk' }), e: encoded(BigInt(e)) }, format: 'jwk' });
}

/** The number x with x * number = 1 modulo modulus, by Euclid's algorithm. */
function inverse(number, modulus) {
  let [a, b, x, y] = [number % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b - quotient * a, a, y - quotient * x, x];
  }
  return ((x % modulus) + modulus) % modulus;
}

/** A BigInt as JWK has it (RFC 7518, 6.3). */
function encoded(number) {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
