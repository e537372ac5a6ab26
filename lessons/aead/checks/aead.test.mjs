import { attack, check } from '#check';
import { stopClocks, varyingBits } from '#check/chance';
import { open, seal } from '#work/seal.mjs';

/** Sealed in each of two runs: enough for a clock in milliseconds, or a random byte, to come twice. */
const BOXES = 96;
/** Starts of the program whose first nonces are compared: a random bit is the same in all of them once in 128 times. */
const STARTS = 8;
/** So many bits of a nonce must be seen to vary; of eight random bytes nearly always 60 or more do. */
const RANDOM_BITS = 52;

check('round-trip', t => {
  const key = t.bytes(32);
  const [message, other] = [t.text(40), t.text(40)];
  const context = t.text(12);
  const box = seal(key, message, context);
  const later = seal(key, other, context);
  t.evidence('your box', Buffer.concat([box.nonce, box.ciphertext, box.tag]));
  t.equal(Buffer.from(open(key, box, context)).toString(), message, 'the opened message');
  t.equal(Buffer.from(open(key, later, context)).toString(), other, 'the message of the second box');
  t.ok(!box.ciphertext.includes(message.slice(0, 8)), 'the message cannot be read in the ciphertext');
});

check('every-kind', t => {
  const key = t.bytes(32);
  for (const message of [Buffer.alloc(0), t.bytes(1), t.bytes(1000), Buffer.from('열쇠')]) {
    let delivered = Buffer.alloc(0);
    const opened = open(key, seal(key, message, 'any'), 'any', part => {
      delivered = Buffer.concat([delivered, part]);
    });
    t.equal(Buffer.from(opened), message, `a message of ${message.length} bytes`);
    t.equal(delivered, message, 'what deliver() was given');
  }
});

attack('changed-box', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  for (const part of ['ciphertext', 'tag', 'nonce']) {
    const message = t.text(24);
    const box = seal(key, message, 'ledger');
    const at = t.int(0, box[part].length - 1);
    const forged = copied(box, { [part]: flipped(box[part], at, 1 << t.int(0, 7)) });
    t.evidence(`${part}, one bit of byte ${at} flipped`, forged[part]);
    await t.refuses(() => open(key, forged, 'ledger'), `a box with a changed ${part}`);
    stillOpens(t, key, box, 'ledger', message);
  }
});

attack('wrong-context', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const name = `${t.text(40)}가`; // long, and not only ASCII
  const context = `to ${name}`;
  const message = t.text(24);
  const box = seal(key, message, context);
  t.evidence('sealed beside', context);
  for (const other of [
    `to ${t.text(10)}`, '', context.slice(0, -1), `${context}x`, `${context} `, context.toUpperCase(), context.normalize('NFD'),
    context.replace('가', '관'), // another letter whose code ends in the same byte
  ]) {
    t.evidence('opened beside', other);
    await t.refuses(() => open(key, copied(box), other), 'a box beside another context');
  }
  stillOpens(t, key, box, context, message);
});

attack('wrong-key', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const message = t.text(24);
  const box = seal(key, message, 'ledger');
  await t.refuses(() => open(t.bytes(32), copied(box), 'ledger'), 'a box opened with another key');
  stillOpens(t, key, box, 'ledger', message);
});

attack('short-tag', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const message = t.text(24);
  const box = seal(key, message, 'ledger');
  for (const length of [0, 4, 8, 12, 15]) {
    const forged = copied(box, { tag: box.tag.subarray(0, length) });
    t.evidence(`the tag, cut to ${length} bytes`, forged.tag);
    await t.refuses(() => open(key, forged, 'ledger'), `a tag of ${length} bytes`);
  }
  stillOpens(t, key, box, 'ledger', message);
});

attack('reused-nonce', { legit: 'round-trip', limit: 20_000 }, async t => {
  const key = t.bytes(32);
  // Two fresh copies of the module are what a program and the same program restarted would have.
  const known = t.text(32);
  const messages = [known, t.text(32), known]; // one of them twice: a nonce is no digest of the message
  const seen = new Map();
  for (const run of ['first', 'second']) {
    const { seal: sealOne } = await import(`#work/seal.mjs?${run}=${t.int(1, 1e9)}`);
    for (let at = 0; at < BOXES; at++) {
      const box = sealOne(key, messages[at % messages.length], 'ledger');
      t.equal(box.nonce.length, 12, 'the length of the nonce in bytes');
      const earlier = seen.get(box.nonce.toString('hex'));
      seen.set(box.nonce.toString('hex'), { run, ...box });
      if (!earlier) continue;
      t.evidence('the nonce that came twice', box.nonce);
      t.evidence('one ciphertext XOR the other', xor(box.ciphertext, earlier.ciphertext));
      t.fail('two boxes under one key have the same nonce', earlier.run === run ? 'same' : 'restart');
    }
  }
  await varies(t, key);
});

/**
 * Over the starts of a program most bits of its first nonce must be chance. No clock goes on meanwhile and Math.random()
 * gives one number: what varies then comes from a generator that an attacker cannot foresee.
 */
async function varies(t, key) {
  stopClocks(t);
  const nonces = [];
  for (let start = 1; start <= STARTS; start++) {
    const { seal: sealOne } = await import(`#work/seal.mjs?start${start}=${t.int(1, 1e9)}`);
    nonces.push(sealOne(key, 'any', 'ledger').nonce);
  }
  const varying = varyingBits(nonces);
  if (varying >= RANDOM_BITS) return;
  nonces.slice(0, 3).forEach((nonce, at) => t.evidence(`the first nonce after start ${at + 1}, with all clocks stopped`, nonce));
  t.fail('too few bits of the nonce are chance', 'chance', {
    actual: `${varying} bits differ in ${STARTS} starts`, expected: `${RANDOM_BITS} or more, of 96`,
  });
}

attack('early-plaintext', { legit: 'every-kind' }, async t => {
  const key = t.bytes(32);
  const name = t.text(16);
  const order = `pay ${t.int(10, 99)} to ${name}`;
  for (const message of [order, order + ', with a long letter'.repeat(500)]) {
    const box = seal(key, message, 'ledger');
    const forged = copied(box, { ciphertext: flipped(box.ciphertext, 4, 0x08) });
    const acted = [];
    const error = await t.refuses(() => open(key, forged, 'ledger', part => acted.push(Buffer.from(part))), 'a forged order');
    const given = Buffer.concat(acted);
    if (given.length > 0) {
      t.evidence('deliver() was given', given.subarray(0, 60).toString('latin1'));
      t.fail('plaintext was delivered, and then the box was refused', 'delivered', { actual: given });
    }
    if (holds(error, name)) t.fail('the error that refuses the box holds its plaintext', 'in-error', { actual: error });
    stillOpens(t, key, box, 'ledger', message);
  }
});

/** The same box in other hands, with some of it changed. Field by field: a box may be an object with getters. */
function copied({ nonce, ciphertext, tag }, changes = {}) {
  return { nonce: Buffer.from(nonce), ciphertext: Buffer.from(ciphertext), tag: Buffer.from(tag), ...changes };
}

/** Fails when an honest copy of a box does not open: then forged ones were refused for what is true of all copies. */
function stillOpens(t, key, box, context, message) {
  t.equal(Buffer.from(open(key, copied(box), context)).toString(), message, 'a copy of the box, unchanged, after the attack');
}

/** Whether a value, or what it is made of, holds these letters as text or as bytes. */
function holds(value, letters, depth = 4) {
  if (typeof value === 'string') return value.includes(letters);
  if (value instanceof Uint8Array) return Buffer.from(value).includes(letters);
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  return Reflect.ownKeys(value).some(key => holds(value[key], letters, depth - 1));
}

function flipped(bytes, at, bits) {
  const copy = Buffer.from(bytes);
  copy[at] ^= bits;
  return copy;
}

function xor(a, b) {
  return Buffer.from(a.map((byte, at) => byte ^ b[at]));
}
