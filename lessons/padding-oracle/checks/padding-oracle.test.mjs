import { inspect } from 'node:util';

import { attack, check } from '#check';
import { decryptBlock, decryptVia } from '#work/attack.mjs';
import { open, seal } from '#work/box.mjs';

import { forgeries } from './forgeries.mjs';
import { boxOfBlock, createServer, openOutside, sealOutside, sealPlainly } from './given.mjs';
import { createKeys } from './keys.mjs';

check('one-block', async t => {
  // Any byte, also the first and the last that somebody would try, and padding that is there already.
  const padded = Buffer.concat([Buffer.from(t.text(11)), Buffer.alloc(5, 5)]);
  const plain = await readBlock(t, set(t.bytes(16), { 3: 255 ^ 13, 5: 11 }), set(padded, { 3: 255, 5: 0 }));
  // Where the byte in front of the last makes 02 of what the learner sends, two guesses fit: 01, and 02 02. Whoever
  // counts up comes to the wrong one first in one of these, whoever counts down in the other. Both at once.
  const makesTwo = plain.first.at(-18) ^ 2;
  await Promise.all([0, 2].map(low => {
    const [raw, says] = [t.bytes(16), t.bytes(16)];
    const last = low === 0 ? 3 : 0;
    return readBlock(t, set(raw, { 14: makesTwo, 15: (raw[15] & 252) | low }), set(says, { 14: 2, 15: (says[15] & 252) | last }));
  }));
});

check('whole-box', async t => {
  // With as much padding as there can be, and as little.
  await Promise.all([Buffer.alloc(0), t.bytes(15)].map(async message => {
    const secrets = secretsOf(t);
    const box = sealPlainly(createKeys(secrets.secret, secrets.macSecret), secrets, message);
    const server = createServer(secrets, box.length / 16 - 1);
    const given = await asked(t, server, () => decryptVia(server.ask, Buffer.from(box)));
    t.evidence('the box', box);
    t.equal(given, message, 'the message that you read');
  }));
});

check('round-trip', async t => {
  const { keys } = watched(t);
  const fresh = await again(t);
  for (const message of honest(t)) {
    const box = await seal(keys, Buffer.from(message));
    t.ok(box instanceof Uint8Array, 'seal() gives a Buffer', 'kind');
    t.evidence('your box', box);
    for (const server of [fresh, { open }]) {
      t.equal(await server.open(keys, Buffer.from(box)), message, 'the message, opened after a restart');
    }
    const readable = message.length >= 15 && Buffer.from(box).includes(message.subarray(0, 15));
    t.ok(!readable, 'the message cannot be read in the box', 'readable');
  }
});

check('other-server', async t => {
  const { keys } = watched(t);
  for (const message of honest(t)) {
    const box = Buffer.from(await seal(keys, Buffer.from(message)));
    t.evidence('your box', box);
    let theirs;
    try {
      theirs = openOutside(keys, box);
    } catch (error) {
      t.fail('the other server cannot decrypt your box', 'yours', { actual: error.message });
    }
    t.equal(theirs, message, 'your box, opened by the other server', 'yours');
    t.equal(await open(keys, sealOutside(keys, message)), message, 'a box of the other server, opened by yours');
  }
});

attack('same-answer', { legit: 'round-trip' }, async t => {
  const { keys, secrets } = watched(t);
  const message = Buffer.from(`the PIN is ${t.int(1000, 9999)}, says ${t.text(12)}`);
  const answers = new Map();
  for (const { how, box } of forgeries(t, keys, secrets, message)) {
    const error = await refuse(t, { open }, keys, box, how);
    const answer = told(error);
    if (!answers.has(answer)) answers.set(answer, how);
    if (answer.includes(message.toString('utf8', 0, 15))) t.fail('the error carries the message', 'carried', { actual: answer });
  }
  t.evidence('the answers to forged boxes', [...answers].map(([answer, how]) => `${how}: ${answer}`).join('\n'));
  if (answers.size > 1) t.fail('forged boxes get different answers', 'answers', { actual: answers.size, expected: 1 });
});

attack('tag-first', { legit: 'round-trip' }, async t => {
  const { keys, secrets, work } = watched(t);
  const message = t.bytes(t.int(20, 40));
  const box = Buffer.from(await seal(keys, Buffer.from(message)));
  t.equal(await open(keys, Buffer.from(box)), message, 'the honest box');
  for (const forgery of forgeries(t, keys, secrets, message)) {
    work.length = 0;
    await refuse(t, { open }, keys, forgery.box, forgery.how);
    t.evidence('what was done with a forged box, in this order', work.join(', '));
    if (work.includes('decrypt')) t.fail('a box that nobody vouches for was decrypted', 'decrypted', { actual: forgery.how });
  }
  t.equal(await open(keys, Buffer.from(box)), message, 'the honest box, after the forged ones');
});

attack('changed', { legit: 'round-trip' }, async t => {
  const { keys, secrets } = watched(t);
  const message = t.bytes(t.int(33, 47));
  const box = Buffer.from(await seal(keys, Buffer.from(message)));
  const fresh = await again(t);
  for (const server of [fresh, { open }]) {
    for (let at = 0; at < box.length; at++) {
      await refuse(t, server, keys, set(Buffer.from(box), { [at]: box[at] ^ (1 << t.int(0, 7)) }), `byte ${at} was changed`, 'bit');
      if (at % 40 === 0) t.equal(await server.open(keys, Buffer.from(box)), message, 'the honest box, after a forged one');
    }
  }
  for (const end of [1, 16, 31, 32, 48]) await refuse(t, { open }, keys, box.subarray(0, -end), `${end} bytes were cut off`, 'cut');
  await refuse(t, { open }, keys, Buffer.concat([box, t.bytes(t.int(1, 9))]), 'bytes were added', 'cut');
  for (const end of [16, 32]) await refuse(t, { open }, keys, box.subarray(end), `${end} bytes were cut off in front`, 'cut');
  for (const [how, macSecret] of [['another key', t.bytes(32)], ['zeros', Buffer.alloc(32)], ['the key for encryption', secrets.secret]]) {
    const theirs = createKeys(secrets.secret, macSecret);
    await refuse(t, { open }, keys, sealOutside(theirs, message), `the tag was made with ${how}`, 'key');
    await refuse(t, { open }, keys, Buffer.from(await seal(theirs, Buffer.from(message))), `the tag was made with ${how}`, 'key');
  }
  t.equal(await open(keys, Buffer.from(box)), message, 'the honest box, after a forged one');
});

/** Has the learner read a block from a server of its own; gives that server. */
async function readBlock(t, raw, says) {
  const secrets = secretsOf(t);
  const { before, block } = boxOfBlock(secrets, raw, says);
  const server = createServer(secrets, 1);
  const given = await asked(t, server, () => decryptBlock(server.ask, Buffer.from(before), Buffer.from(block)));
  t.evidence('AES makes of the block, before the XOR', raw);
  t.equal(given, says, 'what you read of the block');
  return server;
}

async function asked(t, server, call) {
  let given;
  try {
    given = await call();
  } catch (error) {
    if (!server.tooMany) throw error;
  }
  t.evidence('questions asked', server.asked);
  if (server.tooMany) t.fail('the server has hung up: too many questions', 'budget');
  t.ok(server.asked > 0, 'the server was asked', 'unasked');
  t.ok(given instanceof Uint8Array, 'it gives a Buffer', 'kind');
  return Buffer.from(given);
}

function secretsOf(t) {
  return { secret: t.bytes(32), macSecret: t.bytes(32) };
}

/** Keys that write down what they are used for. */
function watched(t) {
  const secrets = secretsOf(t);
  const work = [];
  const keys = createKeys(secrets.secret, secrets.macSecret);
  const noting = Object.entries(keys).map(([name, use]) => [name, bytes => {
    work.push(name);
    return use(bytes);
  }]);
  return { secrets, work, keys: Object.fromEntries(noting) };
}

/** Nothing, about a block, exactly blocks, and letters of three bytes. */
function honest(t) {
  return [0, 15, 16, 17, 32, t.int(200, 300)].map(length => t.bytes(length)).concat(Buffer.from(`송금 ${t.text(9)}`));
}

/** Passes when the server throws; gives that error. */
async function refuse(t, server, keys, box, how, outcome) {
  try {
    return await t.refuses(() => server.open(keys, Buffer.from(box)), 'a forged box', outcome);
  } catch (error) {
    t.evidence('how it was forged', how);
    t.evidence('the forged box', box);
    throw error;
  }
}

/** All that an error says to whoever gets it, except where it was thrown. */
function told(error) {
  if (!(error instanceof Error)) return inspect(error, { depth: 4 });
  const own = Object.getOwnPropertyNames(error).filter(name => name !== 'stack');
  return `${error.name}: ${own.map(name => `${name} ${error[name] instanceof Error ? told(error[name]) : inspect(error[name], { depth: 4 })}`).join(', ')}`;
}

function set(bytes, values) {
  return Object.assign(bytes, values);
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/box.mjs?fresh=${t.int(1, 1e12)}`);
}
