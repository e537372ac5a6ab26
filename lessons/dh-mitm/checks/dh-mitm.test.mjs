import { attack, check } from '#check';
import { Relay } from '#work/attack.mjs';
import { Talk } from '#work/talk.mjs';
import { open, secretOf, toShare } from '#work/tools.mjs';

import { keyPair, person } from './given.mjs';
import { overheard, relayed } from './relayed.mjs';
import { exchange, meet, pair } from './talks.mjs';

/** Shares for which everybody gets the same secret, all zeros: 0, 1, and one of the points of order 8 (RFC 7748, 6.1). */
const WEAK = [
  Buffer.alloc(32), Buffer.from([1, ...Buffer.alloc(31)]),
  Buffer.from('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', 'hex'),
];

check('relay', t => {
  for (const first of ['alice', 'bob']) {
    const talk = relayed(t, first);
    t.notEqual(talk.told.bob, talk.alice.share, "the share that bob gets, and alice's", 'passed');
    t.notEqual(talk.told.alice, talk.bob.share, "the share that alice gets, and bob's", 'passed');
    overheard(t, talk, first, Buffer.from(t.text(t.int(8, 20))), Buffer.from(t.text(t.int(8, 20))));
  }
});

check('two-talks', t => {
  // Both sit on the wire before either goes on, and the ends speak in turn.
  const talks = [relayed(t, 'alice'), relayed(t, 'bob')];
  const written = [t.bytes(t.int(1, 60)), Buffer.alloc(0), t.bytes(t.int(1000, 2000))];
  for (const [turn, talk] of [...talks, talks[0]].entries()) {
    for (const from of t.pick([['alice', 'bob'], ['bob', 'alice']])) {
      overheard(t, talk, from, written[(turn + (from === 'bob')) % 3], t.bytes(t.int(0, 90)));
    }
  }
});

check('honest', async t => {
  const [alice, bob, carol] = ['alice', '밥', 'carol'].map(name => person(t, name));
  const { Talk: Restarted } = await again(t);
  // Begun before the first one goes on, and in both orders.
  const talks = [pair(alice, bob, Restarted), pair(alice, carol), pair(bob, alice)];
  for (const [a, b] of talks) t.equal([a.share.length, b.share.length], [32, 32], 'the bytes of both shares');
  for (const [at, [a, b]] of talks.entries()) meet(a, b, at % 2 === 0);
  for (const [a, b] of talks) exchange(t, a, b);
});

attack('share-swap', { legit: 'honest' }, async t => {
  const [alice, bob] = [person(t, 'alice'), person(t, 'bob')];
  const honest = pair(alice, bob);
  meet(...honest, true);
  const [toAlice, toBob] = [keyPair(t), keyPair(t)].map(({ publicKey }) => toShare(publicKey));
  for (const told of ['both', 'alice', 'bob']) {
    const [a, b] = pair(alice, bob);
    const proofs = [
      a.prove(told === 'bob' ? Buffer.from(b.share) : toAlice), b.prove(told === 'alice' ? Buffer.from(a.share) : toBob),
    ].map(proof => Buffer.from(proof));
    // The proofs pass as they are: what mallory cannot make she hands on.
    await refused(t, a, proofs[1], told);
    await refused(t, b, proofs[0], told);
  }
  await throughRelay(t, alice, bob);
  for (const share of WEAK) await weak(t, alice, bob, share);
  await signedByMallory(t, alice, bob);
  exchange(t, ...honest);
});

attack('old-proof', { legit: 'honest' }, async t => {
  const [alice, bob] = [person(t, 'alice'), person(t, 'bob')];
  // Of the two old talks mallory has all that was sent, and perhaps a private half that got out since.
  const old = [pair(alice, bob), pair(alice, bob)];
  const recorded = old.map(([a, b]) => ({ shares: [Buffer.from(a.share), Buffer.from(b.share)], proofs: meet(a, b, true) }));
  const { Talk: Restarted } = await again(t);
  for (const [n, Program] of [Talk, Restarted].entries()) {
    const { shares, proofs } = recorded[n];
    for (const [self, peer, at] of [[alice, bob, 0], [bob, alice, 1]]) {
      const fresh = new Program(self, peer);
      fresh.prove(Buffer.from(shares[1 - at]));
      await refused(t, fresh, proofs[1 - at], 'old');
    }
  }
  const [a, b] = pair(alice, bob);
  const proofs = [a.prove(Buffer.from(b.share)), b.prove(Buffer.from(a.share))].map(proof => Buffer.from(proof));
  await refused(t, a, recorded[0].proofs[1], 'old');
  b.verify(proofs[0]);
});

attack('misbinding', { legit: 'honest' }, async t => {
  const [alice, bob, mallory] = ['alice', 'bob', 'mallory'].map(name => person(t, name));
  for (const [how, known] of [['other-peer', mallory], ['borrowed', { name: 'Alice', publicKey: alice.publicKey }]]) {
    // Alice wants bob, and bob thinks that he talks with mallory, who may be called Alice. The shares pass as they are.
    const [a, b] = [new Talk(alice, bob), new Talk(bob, known)];
    const [pa, pb] = [a.prove(Buffer.from(b.share)), b.prove(Buffer.from(a.share))].map(proof => Buffer.from(proof));
    await refused(t, a, pb, how);
    await refused(t, b, pa, how);
  }
  // Another name with bob's key; of the second pair of names the letters are the same, and the border is another.
  for (const [name, wanted] of [['bobby', 'alice'], ['boba', 'lice']]) {
    const [a, twin] = [new Talk(alice, bob), new Talk({ ...bob, name }, { ...alice, name: wanted })];
    a.prove(Buffer.from(twin.share));
    await refused(t, a, Buffer.from(twin.prove(Buffer.from(a.share))), 'renamed');
  }
  meet(...pair(mallory, bob), false);
});

attack('reflection', { legit: 'honest' }, async t => {
  const alice = person(t, 'alice');
  // Her laptop and her phone have one key.
  meet(...pair(alice, alice), true);
  const mirror = new Talk(alice, alice);
  await t.refuses(async () => {
    const proof = Buffer.from(mirror.prove(Buffer.from(mirror.share)));
    mirror.verify(proof);
    return mirror.open(mirror.seal(Buffer.from('to the phone')));
  }, 'a share and a proof that come back', 'share');
  const [laptop, phone] = pair(alice, alice);
  const proof = Buffer.from(laptop.prove(Buffer.from(phone.share)));
  await refused(t, laptop, proof, 'proof');
});

attack('unproved', { legit: 'honest' }, async t => {
  const [alice, bob] = [person(t, 'alice'), person(t, 'bob')];
  const [message, early] = [Buffer.from(t.text(12)), new Talk(alice, bob)];
  await shut(t, () => early.seal(message), 'sealed');
  const [a, b] = pair(alice, bob);
  const [pa, pb] = [a.prove(Buffer.from(b.share)), b.prove(Buffer.from(a.share))].map(proof => Buffer.from(proof));
  b.verify(pa);
  const box = Buffer.from(b.seal(message));
  await shut(t, () => a.seal(message), 'sealed');
  await shut(t, () => a.open(Buffer.from(box)), 'opened');
  for (const forged of [Buffer.alloc(0), Buffer.alloc(64), pb.subarray(0, 63), flipped(t, pb), pa]) {
    await refused(t, a, forged, 'forged');
    await shut(t, () => a.open(Buffer.from(box)), 'opened');
    await shut(t, () => a.seal(message), 'sealed');
  }
  await t.refuses(() => b.verify(flipped(t, pa)), 'a forged proof, after the good one', 'forged');
  const [c, d] = pair(alice, bob);
  meet(c, d, true);
  exchange(t, c, d);
  // Whatever was proved, was proved for the share of then.
  const mallory = keyPair(t);
  await t.refuses(() => {
    c.prove(toShare(mallory.publicKey));
    return open(secretOf(mallory.privateKey, c.share), c.share, c.seal(message));
  }, 'a second share, after the proof', 'again');
});

/** Mallory answers in bob's place, with her own key under his name. */
async function signedByMallory(t, alice, bob) {
  const [a, mallory] = [new Talk(alice, bob), new Talk({ ...person(t, 'bob') }, alice)];
  a.prove(Buffer.from(mallory.share));
  await refused(t, a, mallory.prove(Buffer.from(a.share)), 'key');
}

/** The learner's own relay, before the learner's own Talk. */
async function throughRelay(t, alice, bob) {
  const [[a, b], relay] = [pair(alice, bob), new Relay()];
  const [toBob, toAlice] = [relay.share('alice', Buffer.from(a.share)), relay.share('bob', Buffer.from(b.share))];
  const proofs = [a.prove(Buffer.from(toAlice)), b.prove(Buffer.from(toBob))];
  await refused(t, a, proofs[1], 'relay');
  await refused(t, b, proofs[0], 'relay');
}

/** A share for which everybody gets the same secret, at both ends: prove() may throw already. */
async function weak(t, alice, bob, share) {
  const a = new Talk(alice, bob);
  await t.refuses(() => {
    a.prove(Buffer.from(share));
    a.verify(new Talk(bob, alice).prove(Buffer.from(share)));
    return a.seal(Buffer.from('to bob'));
  }, 'a share that fixes the secret', 'weak');
}

async function refused(t, talk, proof, outcome) {
  await t.refuses(() => talk.verify(Buffer.from(proof)), 'a proof that is not of the peer for this talk', outcome);
}

async function shut(t, call, outcome) {
  await t.refuses(call, 'a talk without a good proof', outcome);
}

function flipped(t, bytes) {
  const copy = Buffer.from(bytes);
  copy[t.int(0, copy.length - 1)] ^= 1 << t.int(0, 7);
  return copy;
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/talk.mjs?fresh=${t.int(1, 1e12)}`);
}
