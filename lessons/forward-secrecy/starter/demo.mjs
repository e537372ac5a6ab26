import { Session } from './session.mjs';
import { newPair } from './x25519.mjs';

const [alice, bob] = [newPair(), newPair()];

// Today they talk, and somebody records what goes over the wire.
const [a, b] = [new Session(alice.privateKey, bob.publicKey), new Session(bob.privateKey, alice.publicKey)];
a.agree(b.share);
b.agree(a.share);
const recorded = { shares: [a.share, b.share], box: a.seal(Buffer.from('the code is 4711')) };
console.log('bob reads             ', b.open(recorded.box).toString());
a.close();
b.close();
attempt('bob, after close()    ', () => b.open(recorded.box));

// A year later alice's laptop is stolen, with the key that she keeps for years.
const thief = new Session(alice.privateKey, bob.publicKey);
thief.share = recorded.shares[0];
thief.agree(recorded.shares[1]);
attempt('the thief, a year later', () => thief.open(recorded.box));

function attempt(label, read) {
  try {
    console.log(label, read().toString());
  } catch {
    console.log(label, 'cannot read it');
  }
}
