import { attack, check } from '#check';
import { stopClocks, varyingBits } from '#check/chance';
import { Session } from '#work/session.mjs';

import { derived, keyPair, opened, sealed, secret, shareOf } from './peer.mjs';

/** Shares that are compared: a random bit is the same in all of them once in 128 times, so about two are. */
const SESSIONS = 8;
const RANDOM_BITS = 225;

check('agree', async t => {
  const [alice, bob, carol] = [keyPair(t), keyPair(t), keyPair(t)];
  const fresh = await again(t);
  // Three conversations at once, begun before the first one goes on.
  const talks = [
    pairOf(alice, bob, fresh.Session), pairOf(alice, carol), pairOf(alice, bob),
  ].map(([a, b]) => met(t, a, b));
  for (const [a, b] of talks) {
    for (const message of [Buffer.from(t.text(t.int(9, 30))), t.bytes(t.int(1000, 3000)), Buffer.alloc(0)]) {
      t.equal(b.open(a.seal(message)), message, 'what the one reads');
      t.equal(a.open(b.seal(message)), message, 'what the other reads');
    }
  }
});

check('other-app', t => {
  const [alice, bob, once] = [keyPair(t), keyPair(t), keyPair(t)];
  const message = Buffer.from(t.text(t.int(9, 30)));
  const session = new Session(alice.privateKey, bob.publicKey);
  const share = Buffer.from(session.share);
  t.evidence('your share', share);
  session.agree(shareOf(once));
  const key = derived([secret(once.privateKey, share) ?? Buffer.alloc(0), secret(bob.privateKey, shareOf(alice))]);
  t.equal(opened(key, session.seal(message)), message, 'your box, opened by the other app');
  t.equal(Buffer.from(session.open(sealed(key, message, t.bytes(12)))), message, 'a box of the other app');
});

attack('leaked-key', { legit: 'agree' }, async t => {
  const [alice, bob] = [keyPair(t), keyPair(t)];
  const [a, b] = met(t, ...pairOf(alice, bob));
  const message = Buffer.from(`the code is ${t.text(9)}`);
  const recording = [a.seal(message), b.seal(message)].map(box => Buffer.from(box));
  const shares = [a.share, b.share].map(share => Buffer.from(share));
  for (const box of recording) t.equal(b.open(box), message, 'what was recorded, read by bob');
  for (const one of [a, b]) one.close();
  t.evidence('the recorded shares', Buffer.concat(shares));
  t.evidence('the recorded box', recording[0]);
  // Years later both keys of years are stolen: first your program is run again with them, then what they give is tried.
  const { Session: Restarted } = await again(t);
  for (const Program of [Restarted, Session]) {
    for (const [[stolen, peer], [mine, theirs]] of [[[alice, bob], shares], [[bob, alice], [...shares].reverse()]]) {
      const thief = new Program(stolen.privateKey, peer.publicKey);
      Reflect.defineProperty(thief, 'share', { value: Buffer.from(mine) });
      thief.agree(Buffer.from(theirs));
      for (const box of recording) await shut(t, () => thief.open(box), 'run-again');
    }
  }
  const known = [
    [alice, shares[1]], [bob, shares[0]], [alice, shareOf(bob)],
  ].map(([{ privateKey }, share]) => secret(privateKey, share)).filter(Boolean);
  const salts = ['', ...shares, Buffer.concat(shares), Buffer.concat([...shares].reverse())];
  for (const one of known) {
    for (const two of [Buffer.alloc(0), ...known]) {
      for (const salt of salts) {
        const found = opened(derived([one, two], salt), recording[0]);
        if (found) t.fail('stolen keys open the recording', 'derived', { actual: found });
      }
    }
  }
});

attack('fresh-keys', { legit: 'agree' }, async t => {
  const [alice, bob] = [keyPair(t), keyPair(t)];
  stopClocks(t);
  const shares = [];
  for (let at = 0; at < SESSIONS; at++) {
    const { Session: One } = at % 2 ? { Session } : await again(t);
    shares.push(Buffer.from(new One(alice.privateKey, bob.publicKey).share));
  }
  shares.slice(0, 2).forEach((share, at) => t.evidence(`the share of session ${at + 1}`, share));
  const others = new Set(shares.map(share => share.toString('hex'))).size;
  t.equal(others, SESSIONS, 'how many shares there are in eight sessions', 'same');
  const varying = varyingBits(shares);
  if (varying < RANDOM_BITS) t.fail('the shares are alike', 'chance', { actual: varying, expected: RANDOM_BITS });
  const [[a, b], [c, d]] = [met(t, ...pairOf(alice, bob)), met(t, ...pairOf(alice, bob))];
  const box = a.seal(Buffer.from('first'));
  for (const later of [c, d]) await shut(t, () => later.open(box), 'same-key');
  t.equal(b.open(box).toString(), 'first', 'the box in its own session');
});

attack('impostor', { legit: 'agree' }, async t => {
  const [alice, bob, mallory, once] = [keyPair(t), keyPair(t), keyPair(t), keyPair(t)];
  const session = new Session(bob.privateKey, alice.publicKey);
  const share = Buffer.from(session.share);
  session.agree(shareOf(once));
  const box = session.seal(Buffer.from(t.text(12)));
  // Of the two shares she has the secret. Of the identities she has her own, and what is public.
  const fresh = secret(once.privateKey, share);
  for (const guess of [
    secret(mallory.privateKey, shareOf(bob)), secret(once.privateKey, shareOf(bob)), secret(once.privateKey, shareOf(alice)),
    Buffer.alloc(0), Buffer.alloc(32), fresh, shareOf(alice), shareOf(bob),
  ]) {
    const key = derived([fresh, guess].filter(Boolean));
    if (opened(key, box)) t.fail('mallory reads what was meant for alice', 'read');
    await shut(t, () => session.open(sealed(key, Buffer.from('from mallory'), t.bytes(12))), 'written');
  }
  t.equal(session.open(box).length, 12, 'an honest box, after hers');
});

attack('closed', { legit: 'agree' }, async t => {
  const [alice, bob] = [keyPair(t), keyPair(t)];
  const [[a, b], [c, d]] = [met(t, ...pairOf(alice, bob)), met(t, ...pairOf(alice, bob))];
  const message = Buffer.from(t.text(12));
  const box = a.seal(message);
  const other = Buffer.from(b.share);
  a.close();
  await shut(t, () => a.open(box), 'opened');
  await shut(t, () => a.seal(message), 'sealed');
  await shut(t, () => a.agree(other), 'agreed');
  t.equal(b.open(box), message, 'the peer, who has not closed yet');
  t.equal(d.open(c.seal(message)), message, 'the other session of the two');
  b.close();
  b.close();
  await shut(t, () => b.open(box), 'opened');
  const never = new Session(alice.privateKey, bob.publicKey);
  never.close();
  await shut(t, () => never.agree(other), 'agreed');
});

function pairOf(one, two, Program = Session) {
  return [new Session(one.privateKey, two.publicKey), new Program(two.privateKey, one.publicKey)];
}

function met(t, a, b) {
  const [one, two] = [a.share, b.share].map(share => Buffer.from(share));
  t.equal(one.length, 32, 'the bytes of a share');
  a.agree(two);
  b.agree(one);
  return [a, b];
}

/** Passes on every error: of a key that is gone, Node may say that it cannot read a property of undefined. */
async function shut(t, call, outcome) {
  const closed = async () => {
    try {
      return await call();
    } catch {
      throw new Error('refused');
    }
  };
  await t.refuses(closed, 'a session that has no key for this', outcome);
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/session.mjs?fresh=${t.int(1, 1e12)}`);
}
