import { constants, publicEncrypt } from 'node:crypto';

import { numbersOf, toBytes, toNumber } from './numbers.mjs';

/**
 * Gives a ciphertext (a Buffer, as long as the given one) of twice the
 * number that is encrypted in `sealed`, whichever that is.
 * There is no private key.
 */
export function doubleBid(publicKey, sealed) {
  const { n, length } = numbersOf(publicKey);
  // Encrypting 2 is raising it to the power of e: anybody may.
  const two = publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, toBytes(2n, length));
  return toBytes((toNumber(two) * toNumber(sealed)) % n, length);
}
