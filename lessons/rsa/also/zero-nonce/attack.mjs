import { numbersOf, power, toBytes, toNumber } from './numbers.mjs';

/**
 * Gives a ciphertext (a Buffer, as long as the given one) of twice the
 * number that is encrypted in `sealed`, whichever that is.
 * There is no private key.
 */
export function doubleBid(publicKey, sealed) {
  const { n, e, length } = numbersOf(publicKey);
  const doubled = (toNumber(sealed) * power(2n, e, n)) % n;
  return toBytes(doubled, length);
}
