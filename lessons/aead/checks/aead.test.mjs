import { attack, check } from '#check';
import { stopClocks, varyingBits } from '#check/chance';
import { open, seal } from '#work/seal.mjs';

/** Sealed in each of two runs: enough for a clock in milliseconds, or a random byte, to come twice. */
const BOXES = 96;
/** Starts of the program whose first nonces are compared: a random bit is the same in all of them once in 128 times. */
const STARTS = 8;
/** So many bits of a nonce must be seen to vary; of eight random bytes nearly always 60 or more do. */
const RANDOM_BITS = 52;
/**
 * A counter changes two bytes of a nonce in a run, and gives less than 16 bits. Chance written as hex gives 48 at most, and
 * eight random bytes 51 of their 64: after a hundred thousand boxes the odds are no longer NIST's. With a counter beside
 * them it is 57.
 */
const [COUNTED, DRAWN] = [16, 54];

check('round-trip', t => {
  const key = t.bytes(32);
  const [message, other] = [t.text(40), t.text(40)];
  const context = t.text(12);
  const box = seal(key, message, context);
  const later = seal(key, other, context);
  t.evidence('your box', Buffer.concat([box.nonce, box.ciphertext, box.tag]));
  t.equal(Buffer.from(open(key, box, context)).toString(), message, 'the opened message');
  t.equal(Buffer.from(open(key, box, context)).toString(), message, 'the same box, opened once more');
  t.equal(Buffer.from(open(key, later, context)).toString(), other, 'the message of the second box');
  t.ok(!holds(box, Buffer.from(message.slice(0, 8))), 'the message cannot be read in the box');
  t.ok(!holds(box, key), 'the key does not lie in the box');
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
    stillOpens(t, key, box, 'ledger', message); // what was learned from an honest box must not help a forged one
    for (const [how, bytes] of changes(t, box[part], part === 'ciphertext')) {
      const forged = copied(box, { [part]: bytes });
      t.evidence(`${part}, ${how}`, bytes);
      await t.refuses(() => open(key, forged, 'ledger'), `a box with a changed ${part}`);
    }
    stillOpens(t, key, box, 'ledger', message);
  }
});

/** Ways to change these bytes: some keep a sum of them, or which there are. Of another length only where that is asked. */
function changes(t, bytes, anyLength) {
  const [at, bit] = [t.int(1, bytes.length - 1), 1 << t.int(0, 7)];
  return Object.entries({
    [`one bit of byte ${at} flipped`]: flipped(bytes, at, bit),
    'the same bit of two bytes flipped': flipped(flipped(bytes, at, bit), 0, bit),
    'its bytes turned around': Buffer.from(bytes).reverse(),
    'a bit flipped that its text does not show': unseen(bytes) ?? flipped(bytes, at, bit),
    ...(anyLength && {
      'without its last byte': bytes.subarray(0, -1),
      'with a byte more': Buffer.concat([bytes, t.bytes(1)]),
      'taken out': Buffer.alloc(0),
    }),
  }).filter(([, changed]) => !changed.equals(bytes)); // what is all zeros can be turned around
}

/** The bytes with one bit flipped so that they are the same as text, where that can be: most are U+FFFD either way. */
function unseen(bytes) {
  return Array.from(bytes, (_, at) => flipped(bytes, at, 1)).find(other => String(other) === String(bytes));
}

attack('wrong-context', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const [sender, name] = [t.text(10), `${t.text(300)}가`]; // long, and not only ASCII
  const context = `from ${sender} to ${name}`;
  const message = t.text(24);
  const box = seal(key, message, context);
  t.evidence('sealed beside', context);
  t.equal(Buffer.from(open(key, box, context)).toString(), message, 'the box beside its own context');
  await t.refuses(() => open(key, box, `from ${t.text(10)} to ${name}`), 'the very same box beside another sender');
  for (const other of [
    `from ${t.text(10)} to ${name}`, `from ${sender} to ${t.text(10)}`, `from ${name} to ${sender}`, '', context.slice(0, -1),
    `${context}x`, `${context} `, `${context}\nx`, `${context}\0x`, context.toUpperCase(), context.normalize('NFD'),
    context.replace('가', '관'), // another letter whose code ends in the same byte
    // The same to whoever decodes it as a link, a form, JSON or HTML.
    encodeURI(context), context.replace('from', '%66rom'), context.replaceAll(' ', '+'), context.replace('from', '\\u0066rom'),
    context.replace('from', '&#102;rom'),
  ]) {
    t.evidence('opened beside', other);
    await t.refuses(() => open(key, copied(box), other), 'a box beside another context');
  }
  await refusesMoved(t, key, box, context);
  stillOpens(t, key, box, context, message);
});

/** What ends the context here begins the ciphertext there: a tag over both must know where the one ends. */
async function refusesMoved(t, key, box, context) {
  const [first, last] = [context.slice(0, 1), context.slice(-1)];
  const { ciphertext } = box;
  for (const [rest, moved] of [
    [context.slice(1), Buffer.concat([ciphertext, Buffer.from(first)])],
    [context.slice(0, -1), Buffer.concat([Buffer.from(last), ciphertext])],
  ]) {
    t.evidence('a letter of the context moved into the ciphertext', moved);
    await t.refuses(() => open(key, copied(box, { ciphertext: moved }), rest), 'a letter moved from the context into the ciphertext');
  }
}

attack('wrong-key', { legit: 'round-trip' }, async t => {
  // Their last bytes are one and the same as text, U+FFFD; and half a key knows nothing of them.
  const start = t.bytes(31);
  const [key, near] = [0xff, 0xfe].map(last => Buffer.concat([start, Buffer.of(last)]));
  const message = t.text(24);
  const box = seal(key, message, 'ledger');
  stillOpens(t, key, box, 'ledger', message);
  for (const other of [t.bytes(32), near]) {
    t.evidence('sealed with', key);
    t.evidence('opened with', other);
    await t.refuses(() => open(other, copied(box), 'ledger'), 'a box opened with another key');
  }
  stillOpens(t, key, box, 'ledger', message);
});

attack('short-tag', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const message = t.text(24);
  const box = seal(key, message, 'ledger');
  stillOpens(t, key, box, 'ledger', message);
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
      t.ok(box.nonce.length >= 12, 'a nonce has 12 bytes or more');
      const earlier = seen.get(box.nonce.toString('hex'));
      seen.set(box.nonce.toString('hex'), { run, nonce: box.nonce, ciphertext: box.ciphertext }); // no spread: getters
      if (!earlier) continue;
      t.evidence('the nonce that came twice', box.nonce);
      t.evidence('one ciphertext XOR the other', xor(box.ciphertext, earlier.ciphertext));
      t.fail('two boxes under one key have the same nonce', earlier.run === run ? 'same' : 'restart');
    }
  }
  isCountedOrDrawn(t, [...seen.values()].filter(({ run }) => run === 'first').map(({ nonce }) => nonce));
  await varies(t, key);
});

/** In one run a nonce is counted, or drawn by chance: then from so many that a digit in place of a byte is not enough. */
function isCountedOrDrawn(t, nonces) {
  const bytes = Array.from(nonces[0], (_, at) => new Set(nonces.map(nonce => nonce[at])).size);
  const bits = Math.round(bytes.reduce((sum, values) => sum + Math.log2(values), 0));
  if (bits < COUNTED || bits >= DRAWN) return;
  nonces.slice(0, 3).forEach((nonce, at) => t.evidence(`nonce ${at + 1}, as text: ${nonce.toString('latin1')}`, nonce));
  t.fail('too few bits of the nonce are chance', 'digits', { actual: `about ${bits} bits`, expected: `${DRAWN} or more` });
}

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
    actual: `${varying} bits differ in ${STARTS} starts`, expected: `${RANDOM_BITS} or more`,
  });
}

attack('early-plaintext', { legit: 'every-kind' }, async t => {
  const key = t.bytes(32);
  const name = t.text(16);
  const order = `pay ${t.int(10, 99)} to ${name}`;
  for (const message of [order, order + ', with a long letter'.repeat(500)]) {
    const box = seal(key, message, 'ledger');
    stillOpens(t, key, box, 'ledger', message);
    const forged = copied(box, { ciphertext: flipped(box.ciphertext, 4, 0x08) });
    const acted = [];
    const error = await t.refuses(() => open(key, forged, 'ledger', part => acted.push(Buffer.from(part))), 'a forged order');
    const given = Buffer.concat(acted);
    if (given.length > 0) {
      t.evidence('deliver() was given', given.subarray(0, 60).toString('latin1'));
      t.fail('plaintext was delivered, and then the box was refused', 'delivered', { actual: given });
    }
    if (holds(error, Buffer.from(name))) t.fail('the error that refuses the box holds its plaintext', 'in-error', { actual: error });
    stillOpens(t, key, box, 'ledger', message);
  }
});

/** The same box in other hands, with some of it changed; with what else it has. A box may be an object with getters. */
function copied(box, changes = {}) {
  const { nonce, ciphertext, tag } = box;
  return { ...box, nonce: Buffer.from(nonce), ciphertext: Buffer.from(ciphertext), tag: Buffer.from(tag), ...changes };
}

/** Fails when an honest copy of a box does not open: then forged ones were refused for what is true of all copies. */
function stillOpens(t, key, box, context, message) {
  t.equal(Buffer.from(open(key, copied(box), context)).toString(), message, 'a copy of the box, unchanged, after the attack');
}

/** Whether a value, or what it is made of, holds these bytes: as they are, as text, or as a text that spells them. */
function holds(value, bytes, depth = 4) {
  if (typeof value === 'string') return spelled(bytes).some(text => value.includes(text));
  if (value instanceof Uint8Array) return Buffer.from(value).includes(bytes);
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  return Reflect.ownKeys(value).some(key => holds(value[key], bytes, depth - 1));
}

/** Bytes as UTF-8, in hex, as Node shows a Buffer, as JSON does, and in the middle of base64, wherever they begin there. */
function spelled(bytes) {
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replaceAll('=', '');
    return text.slice(Math.ceil((8 * before) / 6), -1); // what shares a letter with its neighbours is left out
  });
  return [bytes.toString(), hex, hex.match(/../g).join(' '), bytes.join(), ...base64];
}

function flipped(bytes, at, bits) {
  const copy = Buffer.from(bytes);
  copy[at] ^= bits;
  return copy;
}

function xor(a, b) {
  return Buffer.from(a.map((byte, at) => byte ^ b[at]));
}
