import { inspect } from 'node:util';

import { attack, check } from '#check';
import { forgeAdmin } from '#work/attack.mjs';
import { issue, read } from '#work/token.mjs';

import { issueSigned, issueUnsigned, readSigned, readUnsigned } from './given.mjs';

/** Tokens whose IVs are looked at: the chance that a bit of a random IV is the same in all of them is 2^-31. */
const TOKENS = 32;

check('first-block', async t => {
  // Wherever the field stands, all of it lies in the first block.
  for (const before of ['', 'v=1;', 'v=;', `v=${t.int(10, 99)};`, `v=${t.int(100, 999)};`]) {
    const text = `${before}role=guest;name=${t.text(t.int(1, 9))}`;
    await forged(t, text, said => {
      t.equal(said.toString('latin1'), text.replace('guest', 'admin'), 'what the forged token says');
    });
  }
});

check('later-block', async t => {
  // The field lies within one block, somewhere behind the first: the block before it may turn into noise.
  for (const name of ['guest-', 'guest-앨리스-']) {
    const [block, inside] = [16 * t.int(2, 4), t.int(0, 5)];
    const before = `v=1;name=${name}`;
    const text = `${before}${t.text(block + inside - Buffer.byteLength(before))};role=guest;team=${t.text(t.int(4, 20))}`;
    const bytes = Buffer.from(text);
    await forged(t, text, said => {
      const wanted = bytes.toString('latin1', block).replace('guest', 'admin');
      t.equal(said.toString('latin1', block), wanted, 'what it says from the block of the role on');
      t.equal(said.subarray(0, block - 16), bytes.subarray(0, block - 16), 'what it says in the blocks before');
    });
  }
});

check('round-trip', async t => {
  const keys = keysOf(t);
  const texts = [textOf(t), textOf(t), '', t.text(16), t.text(t.int(200, 400)), `v=1;role=guest;name=${t.text(3)}가나`];
  const tokens = texts.map(text => issue(keys, text));
  const fresh = await again(t);
  for (const [at, text] of texts.entries()) {
    t.equal(fresh.read(keys, tokens[at]), text, 'the text, read after a restart');
    t.equal(read(keys, tokens[at]), text, 'the text, read by the server that made the token');
    t.ok(text.length < 4 || !tokens[at].includes(text.slice(0, 8)), 'the text cannot be read in the token');
  }
  newIvs(t, keys);
});

check('other-server', t => {
  const keys = keysOf(t);
  for (const text of [textOf(t), '', t.text(t.int(20, 90))]) {
    const token = issue(keys, text);
    t.evidence('your token', token);
    t.equal(readSigned(keys, token)?.toString(), text, 'your token, read by the other server', 'yours');
    const theirs = issueSigned(keys, text, t.bytes(16));
    t.evidence('a token of the other server', theirs);
    t.equal(read(keys, theirs), text, 'a token of the other server, read by yours');
  }
});

attack('changed-byte', { legit: 'round-trip' }, async t => {
  const [keys, text] = [keysOf(t), textOf(t)];
  const token = issue(keys, text);
  const fresh = await again(t);
  for (let at = 0; at < token.length; at++) {
    const changed = flipped(token, at, 1 << t.int(0, 7));
    await refuse(t, fresh, keys, changed, 'a token with one bit flipped', where(at, token.length));
    if (at === 0) t.equal(fresh.read(keys, token), text, 'the honest token, after a forged one');
  }
  // The one attack that an attacker has a use for, before and after the honest token was seen.
  const admin = Buffer.from(token);
  const from = text.indexOf('guest');
  for (const [n, byte] of Buffer.from('guest').entries()) admin[from + n] ^= byte ^ Buffer.from('admin')[n];
  for (const server of [await again(t), fresh, { read }]) {
    await refuse(t, server, keys, admin, 'a token whose role was flipped', 'role');
    t.equal(server.read(keys, token), text, 'the honest token, after a forged one');
    await refuse(t, server, keys, admin, 'a token whose role was flipped', 'role');
  }
});

attack('cut-token', { legit: 'round-trip' }, async t => {
  const [keys, text] = [keysOf(t), `${t.text(40)};role=guest`];
  const token = issue(keys, text);
  t.equal(read(keys, token), text, 'the honest token');
  const unsigned = issueUnsigned(keys, text.replace('guest', 'admin'), t.bytes(16));
  const everyLength = [5, 20, 40, 60].map(length => issueUnsigned(keys, t.text(length), t.bytes(16)));
  const [iv, first, second, rest] = [token.subarray(0, 16), token.subarray(16, 32), token.subarray(32, 48), token.subarray(48)];
  for (const [how, cut] of [
    ['unsigned', unsigned], ...everyLength.map(token => ['unsigned', token]),
    ['zeros', Buffer.concat([unsigned, Buffer.alloc(32)])], ['empty', Buffer.alloc(0)], ['empty', token.subarray(-32)],
    ['blocks', Buffer.concat([t.bytes(16), token])], ['blocks', token.subarray(16)],
    ['blocks', Buffer.concat([iv, second, rest])], ['blocks', Buffer.concat([iv, second, first, rest])],
    ['longer', Buffer.concat([token, t.bytes(t.int(1, 16))])],
    ...[1, 2, 15, 16, 28, 31, 32].map(length => ['shorter', token.subarray(0, -length)]),
  ]) await refuse(t, { read }, keys, cut, 'a token that was taken apart', how);
});

attack('other-key', { legit: 'round-trip' }, async t => {
  const [keys, text] = [keysOf(t), textOf(t)];
  t.equal(read(keys, issue(keys, text)), text, 'the honest token');
  // The mallory of each has all of it but keys.mac.
  for (const [which, mac] of [
    ['other', t.bytes(32)], ['encryption', keys.encrypt], ['empty', Buffer.alloc(0)], ['zeros', Buffer.alloc(32)],
    ['near', flipped(keys.mac, t.int(0, 31), 1 << t.int(0, 7))],
  ]) {
    const theirs = { ...keys, mac };
    await refuse(t, { read }, keys, issueSigned(theirs, text, t.bytes(16)), 'a token with a tag under another key', which);
    await refuse(t, { read }, keys, issue(theirs, text), 'a token of yours with a tag under another key', which);
  }
  t.equal(read(keys, issue(keys, text)), text, 'the honest token, after the forged ones');
});

attack('one-answer', { legit: 'round-trip' }, async t => {
  const [keys, name] = [keysOf(t), t.text(12)];
  const token = issue(keys, `v=1;role=guest;name=${name}${t.text(t.int(1, 20))}`);
  const answers = new Set();
  const forgeries = [...token.keys()].map(at => flipped(token, at, t.int(1, 255)));
  for (const [at, forgery] of [...forgeries, Buffer.alloc(0), token.subarray(-31), token.subarray(0, 48)].entries()) {
    const error = await refuse(t, { read }, keys, forgery, 'a token that nobody made');
    // Costly, so not of each: of bytes of every part of the token.
    const seen = at % 8 === 0 ? inspect(error, { depth: 6, showHidden: true }) : '';
    if (seen.includes(name)) t.fail('the error carries what was in the token', 'plaintext', { actual: seen });
    answers.add(told(error));
  }
  t.evidence('the answers to forged tokens', [...answers].slice(0, 5).join('\n'));
  if (answers.size > 1) t.fail('forged tokens get different answers', 'answers', { actual: answers.size });
});

/** All that an error says to whoever gets it, except where it was thrown. */
function told(error) {
  if (!(error instanceof Error)) return inspect(error, { depth: 4 });
  const own = Object.getOwnPropertyNames(error).filter(name => name !== 'stack');
  return `${error.name}: ${own.map(name => `${name} ${error[name] instanceof Error ? told(error[name]) : inspect(error[name], { depth: 4 })}`).join(', ')}`;
}

function keysOf(t) {
  return { encrypt: t.bytes(32), mac: t.bytes(32) };
}

function textOf(t) {
  return `v=1;role=guest;name=${t.text(t.int(3, 24))}`;
}

/** Has the learner forge a token of the server as it was given, and reads it there. */
async function forged(t, text, judge) {
  const keys = keysOf(t);
  const token = issueUnsigned(keys, text, t.bytes(16));
  t.evidence('the token says', text);
  const given = await forgeAdmin(Buffer.from(token), text);
  t.ok(given instanceof Uint8Array, 'forgeAdmin() gives a Buffer', 'kind');
  t.evidence('the token XOR yours', Buffer.from(token.map((byte, at) => byte ^ (given[at] ?? 0))));
  let said;
  try {
    said = readUnsigned(keys, Buffer.from(given));
  } catch (error) {
    t.fail('the server cannot decrypt your token', 'broken', { actual: error.message });
  }
  t.evidence('your token says', said.toString('latin1'));
  judge(said);
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/token.mjs?fresh=${t.int(1, 1e12)}`);
}

/** Passes when the server throws; gives that error. The token is evidence only where it does not: there are hundreds. */
async function refuse(t, server, keys, token, what, outcome) {
  try {
    return await t.refuses(() => server.read(keys, Buffer.from(token)), what, outcome);
  } catch (error) {
    t.evidence('the forged token', token);
    throw error;
  }
}

function newIvs(t, keys) {
  const text = textOf(t);
  const ivs = Array.from({ length: TOKENS }, () => issue(keys, text).subarray(0, 16));
  const still = [...ivs[0].keys()].filter(at => bits(ivs.map(iv => iv[at])) < 8);
  t.evidence('the first bytes of two tokens', Buffer.concat(ivs.slice(0, 2)));
  if (still.length > 0) t.fail('the IV of each token is random', 'iv', { actual: still.length });
}

/** How many of a byte's bits differ between the values. */
function bits(values) {
  const varying = values.reduce((all, value) => all | (value ^ values[0]), 0);
  return [...varying.toString(2)].filter(bit => bit === '1').length;
}

function flipped(bytes, at, mask) {
  const copy = Buffer.from(bytes);
  copy[at] ^= mask;
  return copy;
}

function where(at, length) {
  if (at < 16) return 'iv';
  return at < length - 32 ? 'ciphertext' : 'tag';
}
