import { createCipheriv } from 'node:crypto';

import { attack, check } from '#check';
import { des, search, yearsFor } from '#work/des.mjs';

const YEAR = 365.25 * 24 * 60 * 60;
/** A year may have 365 days, or a quarter more. */
const TOLERANCE = 0.005;

check('one-block', async t => {
  const example = [Buffer.from('133457799bbcdff1', 'hex'), Buffer.from('0123456789abcdef', 'hex')];
  // A well-known example, so that not only OpenSSL says what is right, and new ones.
  await oneBlock(t, ...example, Buffer.from('85e813540f0ab405', 'hex'));
  for (const [key, block] of [[t.bytes(8), t.bytes(8)], [t.bytes(8), Buffer.alloc(8)], [Buffer.alloc(8, 0xff), t.bytes(8)]]) {
    await oneBlock(t, key, block, encryptedBy(key, block));
  }
});

check('key-found', async t => {
  for (const unknown of [0, 1, t.int(2, 4), 7]) {
    for (const number of [0, 2 ** unknown - 1, t.int(0, 2 ** unknown - 1)]) await found(t, unknown, number);
  }
});

check('across-bytes', async t => {
  for (const unknown of [8, 9]) {
    for (const number of [0, 2 ** unknown - 1, 0x7f, 0x80, t.int(0, 2 ** unknown - 1)]) await found(t, unknown, number);
  }
  // One bit in a third byte, which the base has wrong; who counts upwards has the key soon.
  await found(t, 15, t.int(0, 99), 2 ** 14 + t.int(0, 99));
});

attack('no-key', { legit: 'key-found' }, async t => {
  for (const unknown of [0, 3, 9]) {
    const lock = lockOf(t, unknown, undefined);
    const given = await search(lock.isKey, Buffer.from(lock.base), unknown);
    t.evidence('unknown bits', unknown);
    t.equal(lock.tried.length, 2 ** unknown, 'the number of keys that were tried');
    t.equal(given, undefined, 'what search() gives where no key fits', 'made-up');
  }
});

attack('parity', { legit: 'key-found' }, async t => {
  for (const unknown of [5, 7, 9]) {
    const lock = lockOf(t, unknown, undefined);
    await search(lock.isKey, Buffer.from(lock.base), unknown);
    const different = new Set(lock.tried.map(key => bitsOf(key)));
    t.evidence('unknown bits', unknown);
    t.evidence('keys tried', lock.tried.length);
    if (different.size < lock.tried.length) t.fail('no key is tried twice', 'twice', { actual: different.size });
    const strange = lock.tried.find(key => bitsOf(key) >> BigInt(unknown) !== bitsOf(lock.base) >> BigInt(unknown));
    if (strange) t.fail('the known bits stay as they are', 'known', { expected: lock.base, actual: strange });
    t.equal(different.size, 2 ** unknown, 'how many different keys were tried');
  }
});

check('real-cipher', async t => {
  const [block, unknown, number] = [t.bytes(8), 8, t.int(128, 254)];
  const key = withNumber(t.bytes(8), number, unknown);
  const ciphertext = encryptedBy(key, block);
  const base = withNumber(key, number ^ 0xff, unknown); // every unknown bit is wrong
  const given = await search(guess => Buffer.from(des(guess, block)).equals(ciphertext), Buffer.from(base), unknown);
  t.evidence('the key', key);
  t.ok(given instanceof Uint8Array, 'search() found a key with your des()', 'none');
  t.equal(encryptedBy(given, block), ciphertext, 'the block, encrypted with the key that was found');
});

check('estimate', t => {
  for (const [bits, rate] of [
    [56, t.int(1e4, 1e6)], [56, t.int(1e9, 1e12)], [t.int(20, 40), t.int(1, 1000)], [128, t.int(1e9, 1e12)], [1, 1], [31, t.int(2, 9)],
  ]) {
    const years = yearsFor(bits, rate);
    const expected = 2 ** (bits - 1) / rate / YEAR;
    const ratio = years / expected;
    if (Math.abs(ratio - 1) <= TOLERANCE) continue;
    t.evidence('bits and keys a second', `${bits}, ${rate}`);
    t.fail('the years that it takes on average', outcomeOf(ratio), { actual: years, expected });
  }
});

async function oneBlock(t, key, block, expected) {
  t.evidence('the key', key);
  const given = Buffer.from(await des(Buffer.from(key), Buffer.from(block)));
  if (given.length === 16) t.fail('one block in, one block out', 'padded', { actual: given });
  t.equal(given, expected, 'the encrypted block');
}

/** Has the learner find a key whose unknown bits are a number, and looks at how. */
async function found(t, unknown, number, inBase) {
  const lock = lockOf(t, unknown, number, inBase);
  const given = await search(lock.isKey, Buffer.from(lock.base), unknown);
  const after = lock.afterwards();
  if (given instanceof Uint8Array && same(given, lock.key) && after === 0) return;
  t.evidence('unknown bits', unknown);
  t.evidence('the base', lock.base);
  t.evidence('the key', lock.key);
  if (after > 0) t.fail('search() ends when the key is found', 'went-on', { actual: after });
  t.ok(given instanceof Uint8Array && given.length === 8, 'search() gives a key of 8 bytes', 'none');
  t.equal(withoutParity(given), withoutParity(lock.key), 'the key that was found, without its parity bits');
}

/** A key with so many unknown bits, or none that fits (`number` undefined), and what asks for it: as DES does, without parity. */
function lockOf(t, unknown, number, inBase = t.int(0, 2 ** unknown - 1)) {
  const random = t.bytes(8);
  const key = number === undefined ? undefined : withNumber(random, number, unknown);
  const tried = [];
  let opened = 0;
  const isKey = guess => {
    tried.push(Buffer.from(guess));
    const fits = key !== undefined && same(guess, key);
    if (fits && opened === 0) opened = tried.length;
    // Who goes on for ever is to be told so.
    if (tried.length > 4 * 2 ** unknown + 64) t.fail('no more keys are tried than there are', 'too-many', { actual: tried.length });
    return fits;
  };
  const base = withNumber(random, inBase, unknown);
  for (let at = 0; at < 8; at++) base[at] ^= t.int(0, 1);
  return { key, base, isKey, tried, afterwards: () => (opened === 0 ? 0 : tried.length - opened) };
}

/** The 56 bits of a key as one number. */
function bitsOf(key) {
  let bits = 0n;
  for (const byte of key) bits = (bits << 7n) | BigInt(byte >> 1);
  return bits;
}

/** Whether two keys are one to DES. */
function same(one, other) {
  for (let at = 0; at < 8; at++) if ((one[at] ^ other[at]) & 0xfe) return false;
  return true;
}

function withoutParity(key) {
  return Buffer.from(key.map(byte => byte & 0xfe));
}

/** A key whose last bits are a number. */
function withNumber(key, number, unknown) {
  const copy = Buffer.from(key);
  for (let bit = 0; bit < unknown; bit++) {
    const [byte, mask] = [7 - Math.floor(bit / 7), 2 << (bit % 7)];
    copy[byte] = (number >> bit) & 1 ? copy[byte] | mask : copy[byte] & ~mask;
  }
  return copy;
}

function encryptedBy(key, block) {
  return createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null).setAutoPadding(false).update(block);
}

function outcomeOf(ratio) {
  if (Math.abs(ratio - 2) < 0.02) return 'all';
  return Math.abs(ratio / YEAR - 1) < 0.01 ? 'seconds' : 'far';
}
