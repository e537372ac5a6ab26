import { randomBytes } from 'node:crypto';

import { des, search, yearsFor } from './des.mjs';

const UNKNOWN = 12;
const [key, block] = [randomBytes(8), Buffer.from('pay bob!')];

try {
  const ciphertext = des(key, block);
  console.log('DES      ', ciphertext.toString('hex'));

  // All but 12 bits of the key have leaked, and one block is known.
  const base = Buffer.from(key);
  randomBytes(2).copy(base, 6);
  base[6] = (key[6] & 0b11000000) | (base[6] & 0b00111111);
  let tries = 0;
  const began = performance.now();
  const found = search(guess => {
    tries++;
    return des(guess, block).equals(ciphertext);
  }, base, UNKNOWN);
  const rate = tries / ((performance.now() - began) / 1000);

  console.log('the key  ', key.toString('hex'));
  console.log('found    ', found?.toString('hex'), `after ${tries} keys`);
  console.log(`this computer, ${Math.round(rate)} keys a second:`, yearsFor(56, rate), 'years');
} catch (error) {
  console.log('DES      ', error.message);
}
console.log('a machine of 1998, 90 billion keys a second:', 365 * yearsFor(56, 90e9), 'days');
