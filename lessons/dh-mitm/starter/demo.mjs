import { generateKeyPairSync } from 'node:crypto';

import { Relay } from './attack.mjs';
import { Talk } from './talk.mjs';
import { newPair, open, secretOf, toShare } from './tools.mjs';

const [alice, bob] = ['alice', 'bob'].map(name => ({ name, ...generateKeyPairSync('ed25519') }));
const words = Buffer.from('meet me at nine');

attempt('straight, bob reads    ', () => {
  const [a, b] = talk(share => share);
  return b.open(a.seal(words));
});

// Mallory answers alice herself, in bob's place.
attempt('alice answered, mallory', () => {
  const mallory = newPair();
  const [a] = talk(() => toShare(mallory.publicKey));
  return open(secretOf(mallory.privateKey, a.share), a.share, a.seal(words));
});

// And this is your relay.
let heard = 'nothing';
attempt('your relay, bob reads  ', () => {
  const relay = new Relay();
  const [a, b] = talk((share, from) => relay.share(from, share));
  return b.open(relay.box('alice', a.seal(words), message => {
    heard = message;
    return Buffer.from('meet me at ten');
  }));
});
console.log('your relay has heard   ', heard.toString());

/** Alice and bob exchange shares, then proofs. On its way each share passes the wire. */
function talk(wire) {
  const [a, b] = [new Talk(alice, bob), new Talk(bob, alice)];
  const proofs = [a.prove(wire(b.share, 'bob')), b.prove(wire(a.share, 'alice'))];
  a.verify(proofs[1]);
  b.verify(proofs[0]);
  return [a, b];
}

function attempt(label, read) {
  try {
    console.log(label, read().toString());
  } catch (error) {
    console.log(label, 'refused:', error.message);
  }
}
