import { randomBytes } from 'node:crypto';

import { open, seal } from './seal.mjs';

const key = randomBytes(32);
const box = seal(key, 'pay 10 to bob', 'from alice');

console.log('the box  ', box.ciphertext.toString('hex'));
attempt('as it was', box, 'from alice');

// Somebody between us turns the 1 of "10" into a 9. No key needed: one XOR.
const forged = { ...box, ciphertext: Buffer.from(box.ciphertext) };
forged.ciphertext['pay '.length] ^= '1'.charCodeAt(0) ^ '9'.charCodeAt(0);
attempt('forged   ', forged, 'from alice');

// The box is untouched, but now it lies beside another sender's name.
attempt('moved    ', box, 'from mallory');

function attempt(label, box, context) {
  try {
    console.log(label, open(key, box, context).toString());
  } catch (error) {
    console.log(label, 'refused:', error.message);
  }
}
