import { createCipheriv } from 'node:crypto';

import { attack, check } from '#check';
import { stopClocks } from '#check/chance';
import { recover } from '#work/attack.mjs';
import { decrypt, encrypt } from '#work/box.mjs';

const BLOCK = 16;
/** By so many bytes a block of keystream is known again. */
const PART = 8;
/** A little more than a mebibyte: more blocks than a counter of two bytes counts. */
const LONG = BLOCK * (0x10000 + 4);
/** Encrypted in one run: a counter or a random number of one byte comes to its end in fewer. */
const MESSAGES = 260;
/** Programs that are started anew: the chance that a random bit is the same in all of them is 2^-15. */
const STARTS = 16;
/** Of a nonce's bits this many must be another program's own, at least: 64, less those that chance may leave. */
const OWN_BITS = 60;

check('two-messages', async t => {
  const first = t.text(t.int(20, 40));
  for (const second of [Buffer.from(t.text(first.length)), t.bytes(first.length)]) {
    await recovered(t, Buffer.from(first), second, first.length, first.length);
  }
});

check('as-far-as-known', async t => {
  const first = t.bytes(t.int(40, 60));
  const less = t.int(10, 30);
  for (const [length, known] of [
    [first.length + t.int(1, 40), first.length], [less, first.length], [first.length, less], [less + 9, less], [less, 0],
  ]) await recovered(t, first, t.bytes(length), known, Math.min(length, known));
});

check('round-trip', async t => {
  const key = t.bytes(32);
  const fresh = await again(t);
  for (const message of [Buffer.from(t.text(40)), Buffer.alloc(0), t.bytes(1), t.bytes(1000), Buffer.from('열쇠')]) {
    const { nonce, ciphertext } = await encrypt(key, message);
    t.ok(nonce instanceof Uint8Array && ciphertext instanceof Uint8Array, 'a box holds two Buffers');
    t.equal(ciphertext.length, message.length, 'the length of the ciphertext');
    if (message.length >= BLOCK) t.notEqual(ciphertext, message, 'the ciphertext');
    t.equal(Buffer.from(await decrypt(key, { nonce, ciphertext })), message, 'the decrypted message');
    t.equal(Buffer.from(await fresh.decrypt(key, { nonce, ciphertext })), message, 'the message, decrypted after a restart');
  }
  const message = t.bytes(40);
  const opened = await decrypt(t.bytes(32), await encrypt(key, message));
  t.notEqual(Buffer.from(opened), message, 'what another key decrypts');
});

attack('same-run', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const known = t.bytes(BLOCK); // comes again and again: a nonce is no digest of the message
  const seen = new Map();
  for (let at = 0; at < MESSAGES; at++) {
    const message = at % 3 === 0 ? known : t.bytes(BLOCK);
    const earlier = look(t, seen, message, await encrypt(key, message), at);
    if (earlier !== undefined) t.fail('two messages were encrypted with the same keystream', at === 256 ? 'wraps' : 'twice');
  }
});

attack('restart', { legit: 'round-trip', limit: 20_000 }, async t => {
  const key = t.bytes(32);
  const known = t.bytes(BLOCK);
  stopClocks(t, 1e12 + t.int(0, 1e12));
  const seen = new Map();
  const nonces = [];
  for (let start = 0; start < STARTS; start++) {
    const program = await again(t);
    for (const message of [known, t.bytes(BLOCK)]) {
      const box = await program.encrypt(key, message);
      if (message === known) nonces.push(Buffer.from(box.nonce));
      const earlier = look(t, seen, message, box, start);
      if (earlier !== undefined) t.fail('two programs encrypted with the same keystream', earlier === start ? 'twice' : 'again');
    }
  }
  t.evidence('the first nonces of two programs', Buffer.concat(nonces.slice(0, 2)));
  const own = bitsThatVary(nonces);
  t.evidence('bits in which the first nonces differ', own);
  if (own < OWN_BITS) t.fail('the nonces of programs that have just started are random', 'few', { actual: own });
});

attack('parallel', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const programs = [{ encrypt, decrypt }, await again(t)];
  const messages = Array.from({ length: 32 }, () => t.bytes(BLOCK));
  const boxes = await Promise.all(messages.map((message, at) => programs[at % 2].encrypt(key, message)));
  for (const [at, message] of messages.entries()) {
    const back = Buffer.from(await programs[at % 2].decrypt(key, boxes[at]));
    if (!back.equals(message)) t.fail('a box opens after others were made', 'overwritten', { expected: message, actual: back });
  }
  const seen = new Map();
  for (const [at, message] of messages.entries()) {
    const earlier = look(t, seen, message, boxes[at], at);
    if (earlier !== undefined) t.fail('two calls at once used the same keystream', 'twice');
  }
});

attack('long-messages', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const seen = new Map();
  for (let at = 0; at < 12; at++) {
    // The last block is not full, and counts all the same.
    const message = t.bytes(BLOCK * t.int(20, 60) + t.int(PART, BLOCK - 1));
    const { ciphertext } = await encrypt(key, message);
    for (let from = 0; from < message.length; from += BLOCK) {
      const part = { ciphertext: ciphertext.subarray(from, from + PART) };
      const earlier = look(t, seen, message.subarray(from, from + PART), part, at);
      if (earlier !== undefined) t.fail('a part of the keystream was used twice', earlier === at ? 'within' : 'overlap');
    }
  }
  // What encrypts zeros is the keystream itself.
  const { ciphertext: long } = await encrypt(key, Buffer.alloc(LONG));
  const { ciphertext: next } = await encrypt(key, Buffer.alloc(BLOCK));
  if (Buffer.from(long).includes(next)) t.fail('a part of the keystream was used twice', 'overlap');
});

/** Encrypts under one key and nonce, as the lesson's code did when it was given, and has the learner read the second. */
async function recovered(t, first, second, knownLength, length) {
  const [key, nonce] = [t.bytes(32), t.bytes(16)];
  const [c1, c2] = [first, second].map(message => createCipheriv('aes-256-ctr', key, nonce).update(message));
  const given = await recover(Buffer.from(c1), Buffer.from(c2), Buffer.from(first.subarray(0, knownLength)));
  t.evidence('known of the first message', first.subarray(0, knownLength));
  t.ok(given instanceof Uint8Array, 'recover() gives a Buffer');
  t.equal(Buffer.from(given), second.subarray(0, length), 'what the second message begins with');
}

/** The place of an earlier block with the same keystream, from which both can be read; remembers this one. */
function look(t, seen, message, { ciphertext }, at) {
  const keystream = Buffer.from(ciphertext);
  for (let n = 0; n < keystream.length; n++) keystream[n] ^= message[n];
  const name = keystream.toString('latin1');
  const earlier = seen.get(name);
  seen.set(name, at);
  if (earlier !== undefined) t.evidence('the keystream that came twice', keystream);
  return earlier;
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/box.mjs?fresh=${t.int(1, 1e12)}`);
}

/**
 * In how many bits values of one length are not all the same. A digit of hex as text is drawn with four bits, and
 * varies in six.
 */
function bitsThatVary(values) {
  const varying = values[0].map((byte, at) => values.reduce((all, value) => all | (value[at] ^ byte), 0));
  const counts = [...varying].map(byte => [...byte.toString(2)].filter(bit => bit === '1').length);
  return counts.reduce((sum, bits) => sum + (bits > 6 ? bits : Math.min(bits, 4)), 0);
}
