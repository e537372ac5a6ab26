import { constants, createPrivateKey, createPublicKey } from 'node:crypto';

import { attack, check } from '#check';
import { stopClocks, varyingBits } from '#check/chance';
import { doubleBid } from '#work/attack.mjs';
import { open, seal } from '#work/seal.mjs';

import { joined, opened, parts, sealed, textbook, unwrapped } from './given.mjs';
import { keyPair, twoKeyPairs, withExponent } from './keys.mjs';

/** Keys of 256 bits that are compared: a random bit is the same in all of them once in 128 times, so about two are. */
const BOXES = 8;
const RANDOM_BITS = 230;

check('doubled', async t => {
  for (const e of [65537, 3, t.pick([5, 17, 257])]) {
    const key = withExponent(keyPair(t).publicKey, e);
    for (const bid of [BigInt(t.int(300, 9000)), BigInt(`0x${t.bytes(60).toString('hex')}`)]) {
      const before = textbook(key, bid);
      const after = await doubleBid(key, Buffer.from(before));
      t.evidence('the bid', bid.toString());
      t.evidence('the exponent', String(e));
      t.evidence('the encrypted bid', before);
      t.ok(after instanceof Uint8Array, 'doubleBid() gives a Buffer', 'kind');
      // There is only one: who multiplied as RSA does has these very bytes.
      t.equal(after, textbook(key, 2n * bid), 'the encrypted bid, doubled', Buffer.from(before).equals(after) ? 'same' : undefined);
    }
  }
});

check('round-trip', async t => {
  const fresh = await again(t);
  const real = { privateKey: createPrivateKey(t.pki('rsa-2048.key')), publicKey: createPublicKey(t.pki('rsa-2048.pub.pem')) };
  const small = keyPair(t);
  for (const [{ publicKey, privateKey }, message] of [
    [real, Buffer.from(`I bid ${t.int(100, 999)} for lot ${t.text(4)}`)],
    [small, Buffer.concat([Buffer.alloc(3), t.bytes(t.int(20, 60)), Buffer.alloc(2)])],
    [small, t.bytes(t.int(3000, 9000))], [small, Buffer.alloc(0)],
  ]) {
    const box = await seal(publicKey, Buffer.from(message));
    t.ok(box instanceof Uint8Array, 'seal() gives a Buffer', 'kind');
    t.equal(Buffer.from(await fresh.open(privateKey, Buffer.from(box))), message, 'the message, opened after a restart');
    const long = message.length > 16;
    t.ok(!long || !Buffer.from(box).includes(message.subarray(8, 16)), 'the message cannot be read in the box', 'readable');
  }
});

check('other-house', async t => {
  const { publicKey, privateKey } = keyPair(t);
  const message = Buffer.from(`I bid ${t.int(100, 999)}, says ${t.text(t.int(5, 20))}`);
  const box = Buffer.from(await seal(publicKey, Buffer.from(message)));
  t.evidence('your box', box);
  let theirs;
  try {
    theirs = opened(privateKey, box);
  } catch (error) {
    t.fail('the other house cannot open your box', 'yours', { actual: error.message });
  }
  t.equal(theirs, message, 'your box, opened by the other house');
  const other = joined(sealed(publicKey, message, t.bytes(32), t.bytes(12)));
  t.equal(Buffer.from(await open(privateKey, other)), message, 'a box of the other house, opened by you');
});

attack('repeated', { legit: 'round-trip' }, async t => {
  const { publicKey, privateKey } = keyPair(t);
  const message = Buffer.from(`${t.int(100, 999)}`);
  stopClocks(t);
  const keys = [];
  for (let at = 0; at < BOXES; at++) {
    const { seal: sealOne } = at % 2 ? { seal } : await again(t);
    const box = Buffer.from(await sealOne(publicKey, Buffer.from(message)));
    keys.push(keyIn(t, privateKey, box, message));
  }
  const varying = varyingBits(keys);
  keys.slice(0, 2).forEach((key, at) => t.evidence(`the fresh key in box ${at + 1}`, key));
  const others = new Set(keys.map(key => key.toString('hex'))).size;
  t.equal(others, BOXES, 'how many keys there are in eight boxes', 'key');
  if (varying < RANDOM_BITS) t.fail('the keys of two boxes are alike', 'key', { actual: varying, expected: RANDOM_BITS });
});

function keyIn(t, privateKey, box, message) {
  try {
    return unwrapped(privateKey, parts(privateKey, box).wrapped);
  } catch {
    t.evidence('your box', box);
    return t.fail(`a box of ${message} holds no key in OAEP, so it can be found by trying`, 'textbook');
  }
}

attack('changed-box', { legit: 'round-trip' }, async t => {
  const { publicKey, privateKey } = keyPair(t);
  const message = Buffer.from(`I bid ${t.text(24)}`);
  const box = parts(publicKey, Buffer.from(await seal(publicKey, Buffer.from(message))));
  const other = parts(publicKey, Buffer.from(await seal(publicKey, Buffer.from(message))));
  const wrapped = await doubled(publicKey, box.wrapped);
  for (const [how, changes] of [
    ['doubled', { wrapped }], ['wrapped', { wrapped: flipped(t, box.wrapped) }], ['wrapped', { wrapped: other.wrapped }],
    ['nonce', { nonce: flipped(t, box.nonce) }], ['ciphertext', { ciphertext: flipped(t, box.ciphertext) }],
    ['ciphertext', { ciphertext: box.ciphertext.subarray(0, -1) }], ['tag', { tag: flipped(t, box.tag) }],
    ['tag', { tag: box.tag.subarray(0, 4) }], ['short', { ciphertext: Buffer.alloc(0), tag: Buffer.alloc(0) }],
    ['short', { ciphertext: Buffer.alloc(0), tag: box.tag.subarray(0, 4) }],
    ['longer', { tag: Buffer.concat([box.tag, t.bytes(1)]) }],
  ]) await refused(t, privateKey, joined({ ...box, ...changes }), how, message);
  // Where nothing is sealed, a tag that is cut off is all that is left of the box.
  const empty = parts(publicKey, Buffer.from(await seal(publicKey, Buffer.alloc(0))));
  await refused(t, privateKey, joined({ ...empty, tag: empty.tag.subarray(0, 4) }), 'tag', message);
  await stillOpens(t, privateKey, joined(box), message);
});

attack('other-key', { legit: 'round-trip' }, async t => {
  const [mine, theirs] = twoKeyPairs(t);
  const [message, key] = [Buffer.from(`I bid ${t.text(24)}`), t.bytes(32)];
  const box = Buffer.from(await seal(mine.publicKey, Buffer.from(message)));
  await refused(t, theirs.privateKey, box, 'stranger', message);
  const make = oaep => joined(sealed(mine.publicKey, message, key, t.bytes(12), oaep));
  // The same in another dress: what an older program would have sent. Only the padding of the key is another one.
  await refused(t, mine.privateKey, make({ padding: constants.RSA_PKCS1_PADDING }), 'old-padding', message);
  await refused(t, mine.privateKey, make({ oaepHash: 'sha1' }), 'old-hash', message);
  await refused(t, mine.privateKey, textbook(mine.publicKey, BigInt(`0x${message.toString('hex')}`)), 'bare', message);
  await stillOpens(t, mine.privateKey, make({ oaepHash: 'sha256' }), message);
  await stillOpens(t, mine.privateKey, box, message);
  // Now that it was opened once: who has opened it is not who may.
  await refused(t, theirs.privateKey, box, 'stranger', message);
});

/** Passes when the box is refused, and the error does not tell what was in it. */
async function refused(t, privateKey, box, outcome, message) {
  let error;
  try {
    error = await t.refuses(() => open(privateKey, Buffer.from(box)), 'a box that nobody has sealed so', outcome);
  } catch (failure) {
    t.evidence('the box that was opened', box);
    throw failure;
  }
  const told = [error?.message, String(error?.cause), JSON.stringify(error)].join();
  if (told.includes(message.subarray(6, 20).toString())) t.fail('the error tells what was in the box', 'in-error', { actual: told });
}

async function stillOpens(t, privateKey, box, message) {
  t.equal(Buffer.from(await open(privateKey, Buffer.from(box))), message, 'an honest box, after the changed ones', 'honest');
}

/** As in the first step, with our own hands. */
function doubled(publicKey, wrapped) {
  const number = bytes => BigInt(`0x${bytes.toString('hex')}`);
  const n = number(Buffer.from(publicKey.export({ format: 'jwk' }).n, 'base64url'));
  const product = (number(wrapped) * number(textbook(publicKey, 2n))) % n;
  return Buffer.from(product.toString(16).padStart(2 * wrapped.length, '0'), 'hex');
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/seal.mjs?fresh=${t.int(1, 1e12)}`);
}

function flipped(t, bytes) {
  const copy = Buffer.from(bytes);
  copy[t.int(0, bytes.length - 1)] ^= 1 << t.int(0, 7);
  return copy;
}
