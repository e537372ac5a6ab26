import { randomBytes } from 'node:crypto';

import { recover } from './attack.mjs';
import { encrypt } from './box.mjs';

const key = randomBytes(32);
const first = Buffer.from('pay 100 to bob, please');
const second = Buffer.from('my pin is 4711, please');

const c1 = encrypt(key, first).ciphertext;
const c2 = encrypt(key, second).ciphertext;
console.log('c1        ', c1.toString('hex'));
console.log('c2        ', c2.toString('hex'));
console.log('c1 XOR c2 ', Buffer.from(c1.map((byte, at) => byte ^ c2[at])).toString('hex'));

// Everybody knows the first message: it is printed on the receipt.
console.log('recover() ', recover(c1, c2, first).toString());
