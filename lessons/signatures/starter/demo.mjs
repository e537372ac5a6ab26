import { generateKeyPairSync } from 'node:crypto';

import { sign, verify } from './sign.mjs';

const alice = generateKeyPairSync('ed25519');
const mallory = generateKeyPairSync('ed25519');
const order = Buffer.from('pay 90 to mallory');

// Did alice order this? Each line asks about another signature.
const chatted = sign(alice.privateKey, 'chat', order);
console.log('alice, in the chat     ', verify(alice.publicKey, 'chat', order, chatted));

const forged = sign(mallory.privateKey, 'bank order', order);
console.log('mallory, with her key  ', verify(alice.publicKey, 'bank order', order, forged));

console.log('the chat, at the bank  ', verify(alice.publicKey, 'bank order', order, chatted));

const word = sign(alice.privateKey, 'pay', Buffer.from('roll out the cake'));
console.log('"pay" and "roll", moved', verify(alice.publicKey, 'payroll', Buffer.from(' out the cake'), word));
