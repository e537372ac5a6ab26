import { createPrivateKey, createPublicKey } from 'node:crypto';

/**
 * Primes of 512 bits, two of which make a key of 1024: too short for use, and known to everybody. A computer that is
 * emulated has a result with such a key in a sixth of the time that 2048 bits take, and makes it in none.
 */
const PRIMES = [
  0xe7c8c36c8248c644165abf9c3caac504dadab221e331e59f04246bff80034f25acc830ec07ed7a5bb3cb88ba2acbc8cb20dcf7c164d514ddc6932ed6423717f1n,
  0xf8e6b93d422ab1ee2c8cf47a0921a5cefba27fb0cfc725f2fb94db3844efe25cc48720c5f3e9b431aae5b7d6044102dca6b307cb5f5a02ba6465079384f006cdn,
  0xe9ecade149321d49c769732ac947829925e70153ad8a3cd776c3cf9935ae08cd15789be8163c06edd6f84f3336763fc3163837062c517ea9ebd0d219f8286e91n,
  0xdb526210a55efde43ec39627d6e2fd5a6d197970360725f77f2b777981606acd31d3f941830cabac6630c17dd13dce6634b2514fdcc9c0970714987853bd01d1n,
  0xdb61237c10befa200653936677af915070234fbd8903f218156c967690b1a86d634d04cebf2eb41c2c45683ebf825201ebc37c64380d5604922d7c43f299b039n,
  0xfe4eb7c050ac35493c0f363a09ad2c97f2de72b1ff587d5f21f497b6ee8775b0cbb736d5790d5cbc59c09dc8c41abee5bc4e81bdc480ecaec08e85576a299897n,
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
