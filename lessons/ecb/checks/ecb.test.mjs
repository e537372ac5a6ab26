import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

import { attack, check } from '#check';
import { stopClocks } from '#check/chance';
import { looksEcb } from '#work/attack.mjs';
import { decrypt, encrypt } from '#work/picture.mjs';

const BLOCK = 16;
/** Boxes or programs whose IVs are looked at: the chance that a random bit is the same in all of them is 2^-15. */
const MANY = 16;
/** Of the 128 bits of an IV this many must differ, at least: all, less those that chance may leave. */
const RANDOM_BITS = 120;

check('spotted', async t => {
  const key = t.bytes(32);
  for (const [count, first, second] of [
    [40, 0, 39], [40, t.int(1, 18), t.int(20, 38)], [40, 7, 8], [2, 0, 1], [3, 0, 2], [300, t.int(0, 99), t.int(200, 299)],
  ]) {
    const blocks = different(t, count);
    blocks[second] = blocks[first];
    const pixels = Buffer.concat(blocks);
    const ciphertext = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(pixels);
    await judged(t, ciphertext, true, 'does it look like ECB, with two equal blocks?');
  }
});

check('unflagged', async t => {
  const cbc = createCipheriv('aes-256-cbc', t.bytes(32), t.bytes(16)).update(picture(t, 20));
  await judged(t, cbc, false, 'does a picture in CBC look like ECB?');
  for (const length of [0, BLOCK, 2 * BLOCK, 300 * BLOCK]) {
    await judged(t, t.bytes(length), false, 'do random bytes look like ECB?');
  }
  const [half, other, run] = [t.bytes(8), t.bytes(8), t.bytes(BLOCK)];
  for (const bytes of [
    Buffer.concat([half, t.bytes(8), half, t.bytes(8)]), Buffer.concat([half, other, other, half]),
    // The highest bit, which text of seven bits has not, and some other.
    ...[[0, 0x80], [7, 1 << t.int(0, 6)], [15, 1]].map(([at, mask]) => Buffer.concat([run, flipped(run, at, mask)])),
    Buffer.alloc(BLOCK, 0x80 + t.int(0, 31)), // one block of one byte
    Buffer.concat([Buffer.alloc(BLOCK, 0x80 + t.int(0, 31)), Buffer.alloc(BLOCK, 0xa0 + t.int(0, 31))]), // no UTF-8
  ]) await judged(t, bytes, false, 'does it look like ECB, where no two blocks are equal?');
  const shifted = Buffer.concat([t.bytes(5), run, t.bytes(6), run, t.bytes(5)]);
  await judged(t, shifted, false, 'does it look like ECB, where only bytes across blocks are equal?');
});

check('round-trip', async t => {
  const key = t.bytes(32);
  const fresh = await again(t);
  for (const pixels of [picture(t, 6), Buffer.alloc(0), t.bytes(1), t.bytes(BLOCK), t.bytes(t.int(100, 999))]) {
    const box = Buffer.from(await encrypt(key, pixels));
    t.evidence('your box', box.subarray(0, 64));
    t.equal(Buffer.from(await decrypt(key, box)), pixels, 'the decrypted pixels');
    t.equal(Buffer.from(await fresh.decrypt(key, box)), pixels, 'the pixels, decrypted after a restart');
    t.equal(decryptCbc(key, box), pixels, 'the pixels, decrypted by another program', 'other');
  }
});

attack('pattern', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  for (const pixels of [picture(t, 6), Buffer.alloc(BLOCK * t.int(20, 60), t.int(0, 255))]) {
    const box = Buffer.from(await encrypt(key, pixels));
    const seen = new Map();
    for (let at = 0; at + BLOCK <= box.length; at++) {
      const block = box.toString('latin1', at, at + BLOCK);
      // A fixed IV of zeros before a ciphertext that begins with a zero is no pattern: those two overlap.
      if (seen.has(block) && at - seen.get(block) >= BLOCK) {
        t.evidence('the block that came twice', box.subarray(at, at + BLOCK));
        t.fail('two blocks of the encrypted picture are equal', 'equal');
      }
      if (!seen.has(block)) seen.set(block, at);
    }
  }
});

attack('same-picture', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const [pixels, rest] = [picture(t, 10), t.bytes(BLOCK * 4)];
  const start = pixels.subarray(0, 5 * BLOCK);
  const boxes = [];
  for (const one of [pixels, pixels, Buffer.concat([start, rest]), start]) boxes.push(Buffer.from(await encrypt(key, one)));
  const seen = new Map();
  for (const [at, box] of boxes.entries()) {
    for (const block of new Set(blocksOf(box))) {
      if (!seen.has(block)) seen.set(block, at);
      if (seen.get(block) === at) continue;
      t.evidence('the block that both have', Buffer.from(block, 'hex'));
      t.fail('two boxes have a block in common', at === 1 ? 'same' : 'start');
    }
  }
});

attack('next-iv', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const [seen, computable] = [new Set(), new Set()];
  const ivs = [];
  for (let n = 0; n < MANY; n++) {
    const box = Buffer.from(await encrypt(key, picture(t, 2)));
    const blocks = blocksOf(box);
    if (seen.has(blocks[0])) {
      t.evidence('the IV', box.subarray(0, BLOCK));
      t.fail('an IV was to be seen before', 'seen');
    }
    if (computable.has(blocks[0])) {
      t.evidence('the IV', box.subarray(0, BLOCK));
      t.fail('an IV can be computed from an earlier box', 'computed');
    }
    for (const block of blocks) seen.add(block);
    for (const hash of hashesOf(box)) computable.add(hash);
    ivs.push(box.subarray(0, BLOCK));
  }
  differ(t, ivs);
});

attack('restart', { legit: 'round-trip', limit: 20_000 }, async t => {
  const key = t.bytes(32);
  const pixels = picture(t, 2);
  stopClocks(t, 1e12 + t.int(0, 1e12));
  const ivs = [];
  for (let start = 0; start < MANY; start++) {
    const program = await again(t);
    ivs.push(Buffer.from(await program.encrypt(key, pixels)).subarray(0, BLOCK));
  }
  differ(t, ivs);
});

async function judged(t, ciphertext, expected, what) {
  const answer = await looksEcb(Buffer.from(ciphertext));
  if (answer === expected) return;
  t.evidence('the ciphertext', ciphertext.subarray(0, 640));
  t.equal(answer, expected, what);
}

/** Pixels of as many rows, 24 blocks each, in two colours: few different blocks, each of them often. */
function picture(t, rows) {
  const colours = [t.bytes(4), t.bytes(4)].map(pixel => Buffer.concat([pixel, pixel, pixel, pixel]));
  return Buffer.concat([...t.bytes(24 * rows)].map(byte => colours[byte % 2]));
}

/** So many blocks, no two of them equal. */
function different(t, count) {
  const bytes = t.bytes(BLOCK * count);
  return Array.from({ length: count }, (_, n) => {
    bytes.writeUInt16BE(n, BLOCK * n);
    return bytes.subarray(BLOCK * n, BLOCK * (n + 1));
  });
}

function decryptCbc(key, box) {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, box.subarray(0, BLOCK));
    return Buffer.concat([decipher.update(box.subarray(BLOCK)), decipher.final()]);
  } catch (error) {
    return error.message;
  }
}

function blocksOf(box) {
  return box.toString('hex').match(/.{32}/g) ?? [];
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/picture.mjs?fresh=${t.int(1, 1e12)}`);
}

/** The IVs that somebody might make of a box with a hash function, which everybody knows. */
function hashesOf(box) {
  const parts = [box.subarray(0, BLOCK), box.subarray(-BLOCK), box.subarray(BLOCK), box];
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap(name =>
    parts.map(part => blocksOf(createHash(name).update(part).digest())[0]),
  );
}

/** Fails unless nearly all bits of the IVs differ between them. */
function differ(t, ivs) {
  const varying = [...ivs[0]].map((byte, at) => ivs.reduce((all, iv) => all | (iv[at] ^ byte), 0));
  const bits = varying.reduce((sum, byte) => sum + [...byte.toString(2)].filter(bit => bit === '1').length, 0);
  t.evidence('two IVs', Buffer.concat(ivs.slice(0, 2)));
  t.evidence('bits in which the IVs differ', bits);
  if (bits < RANDOM_BITS) t.fail('the IVs are random', bits === 0 ? 'none' : 'few', { actual: bits });
}

function flipped(bytes, at, mask) {
  const copy = Buffer.from(bytes);
  copy[at] ^= mask;
  return copy;
}
