import { createHash } from 'node:crypto';

import { prove, root, verify } from './tree.mjs';

const payments = ['alice pays bob 5', 'bob pays carol 2', 'carol pays dave 1'].map(text => Buffer.from(text));
const [alice, bob, carol] = payments;
const signed = root(payments);

// The log has signed this root, and whoever holds it can ask about any payment.
console.log('three payments       ', short(signed));
console.log('the last one twice   ', short(root([alice, bob, carol, carol])));
console.log('bob pays carol       ', verify(signed, bob, 1, 3, prove(payments, 1)));

// A leaf that nobody logged: what SHA-256 read for the node above alice and bob. The node above carol is its proof.
const forged = Buffer.concat([sha256(alice), sha256(bob)]);
console.log('two hashes, as a leaf', verify(signed, forged, 0, 2, prove(payments, 0).slice(1)));

// The same at a place that there is not.
console.log('carol, as number 3   ', verify(signed, carol, 3, 4, prove(payments, 2)));

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest();
}

function short(bytes) {
  return `${bytes.toString('hex').slice(0, 32)}…`;
}
