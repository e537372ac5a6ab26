import { sign as signBytes } from 'node:crypto';

import { attack, check } from '#check';
import { sign, verify } from '#work/sign.mjs';

import { keyPair } from './keys.mjs';

/** What people put between two fields: nothing, a sign, or a few. */
const SIGNS = [...'\0\x1f\t\n !#$&*+,-./:;=@_|~', '', ': ', ', ', '::', '||', '--', '->', '\r\n', '","'];

check('valid', async t => {
  const [alice, bob] = [keyPair(t), keyPair(t)];
  const fresh = await again(t);
  const both = [fresh, { verify }];
  // Both owners and both programs sign and verify the first; the others take turns.
  for (const [at, [context, message]] of [
    [t.text(8), Buffer.from(`pay ${t.int(10, 99)} to ${t.text(6)}`)], ['', t.bytes(t.int(20, 40))],
    [`${t.text(5)} 은행`, Buffer.alloc(0)], [t.text(t.int(300, 400)), t.bytes(t.int(2000, 3000))],
  ].entries()) {
    for (const { privateKey, publicKey } of at === 0 ? [alice, bob] : [at === 1 ? bob : alice]) {
      const signed = await sign(privateKey, context, Buffer.from(message));
      t.ok(signed?.signature instanceof Uint8Array, 'sign() gives { signature }, a Buffer', 'shape');
      for (const program of at === 0 ? both : [both[at % 2]]) {
        t.equal(await program.verify(publicKey, context, Buffer.from(message), signed), true, 'an honest signature');
      }
    }
  }
});

attack('edited', { legit: 'valid' }, async t => {
  const { alice, context, message, signed } = await honest(t);
  await accepted(t, alice, context, message, signed);
  // Bytes that are no text: all of them become the same letter where somebody makes text of them.
  const binary = Buffer.concat([Buffer.from([0x80 + t.int(0, 63)]), t.bytes(16)]);
  const binarySigned = await sign(alice.privateKey, context, binary);
  for (const [how, forged, signature] of [
    ['message', flipped(message, t.int(0, message.length - 1), 1 << t.int(0, 7)), signed],
    ['message', message.subarray(1), signed], ['message', message.subarray(0, -1), signed], ['message', Buffer.alloc(0), signed],
    ['message', Buffer.concat([message, Buffer.from(' ')]), signed],
    ['message', Buffer.from(message.toString().toUpperCase()), signed],
    ['binary', flipped(binary, 0, 1 << t.int(0, 4)), binarySigned],
    ['signature', message, copied(signed, { signature: flipped(signed.signature, t.int(0, 31), 1 << t.int(0, 7)) })],
    ['signature', message, copied(signed, { signature: flipped(signed.signature, t.int(32, 62), 1 << t.int(0, 7)) })],
    ['signature', message, copied(signed, { signature: signed.signature.subarray(0, t.int(0, 63)) })],
    ['signature', message, copied(signed, { signature: t.bytes(64) })],
    ['signature', message, copied(signed, { signature: Buffer.alloc(64) })],
  ]) await refused(t, alice, context, forged, signature, how);
  await accepted(t, alice, context, message, signed);
});

attack('key-swap', { legit: 'valid' }, async t => {
  const { alice, context, message, signed } = await honest(t);
  const mallory = keyPair(t);
  const forged = await sign(mallory.privateKey, context, Buffer.from(message));
  const fresh = await again(t);
  for (const program of [fresh, { verify }]) {
    await refused(t, alice, context, message, forged, 'along', program);
    await accepted(t, alice, context, message, signed, program);
    await refused(t, alice, context, message, copied(forged, { key: mallory.pem, publicKey: mallory.publicKey }), 'along', program);
  }
  await refused(t, alice, context, message, forged, 'along');
  await refused(t, alice, context, message, copied(signed, { signature: forged.signature }), 'half', fresh);
  await refused(t, mallory, context, message, signed, 'owner');
  await accepted(t, mallory, context, message, forged);
});

attack('other-context', { legit: 'valid' }, async t => {
  const [alice, message] = [keyPair(t), Buffer.from(`pay ${t.int(10, 99)} to ${t.text(8)}`)];
  const context = `${t.text(t.int(20, 40))} 가`;
  const signed = await sign(alice.privateKey, context, Buffer.from(message));
  await accepted(t, alice, context, message, signed);
  t.evidence('signed in', context);
  for (const other of [
    t.text(9), '', context.slice(0, -1), context.slice(1), `${context}x`, `${context} `, ` ${context}`, `${context}\0`,
    context.toUpperCase(), context.normalize('NFD'), context.replace('가', '관'), context.replace(' ', ''),
  ]) await moved(t, alice, [context, message], [other, message], signed, 'moved');
  const bare = { ...signed, key: alice.pem, signature: signBytes(null, message, alice.privateKey) };
  await refused(t, alice, context, message, bare, 'bare');
  await accepted(t, alice, context, message, signed);
});

attack('border', { legit: 'valid' }, async t => {
  const alice = keyPair(t);
  const [context, words] = [t.text(t.int(3, 9)), SIGNS.map(sign => sign + t.text(2))];
  const text = `${t.text(3)}${words.join('')}`;
  const signed = await sign(alice.privateKey, context, Buffer.from(text));
  await accepted(t, alice, context, Buffer.from(text), signed);
  t.evidence('signed in', context);
  t.evidence('signed message', text);
  for (const sign of SIGNS) {
    const at = sign === '' ? t.int(3, 9) : text.indexOf(sign);
    const [before, after] = [text.slice(0, at), text.slice(at + sign.length)];
    // Context first, or message first: joined by this sign, both pairs give the same bytes.
    await moved(t, alice, [context, text], [context + sign + before, after], signed, 'moved');
    await moved(t, alice, [context, text], [after + sign + context, before], signed, 'moved');
  }
  await moved(t, alice, [context, text], [text, context], signed, 'swapped');
  await digits(t, alice);
});

/** A length in digits right before its text: "1" and "2..." read like "12" and "...". */
async function digits(t, alice) {
  const [digit, text] = [`${t.int(0, 9)}`, t.text(30)];
  const signed = await sign(alice.privateKey, digit, Buffer.from(text));
  await accepted(t, alice, digit, Buffer.from(text), signed);
  const long = Number(`1${digit}`);
  await moved(t, alice, [digit, text], [text.slice(0, long), text.slice(long)], signed, 'digits');
}

attack('long-context', { legit: 'valid' }, async t => {
  const alice = keyPair(t);
  for (const wrap of [256, 65536]) {
    const [context, text] = [t.text(t.int(4, 40)), t.text(60).repeat(Math.ceil(wrap / 60) + 1)];
    const signed = await sign(alice.privateKey, context, Buffer.from(text));
    await accepted(t, alice, context, Buffer.from(text), signed);
    await moved(t, alice, [context, text], [context + text.slice(0, wrap), text.slice(wrap)], signed, `wrap${wrap}`);
    // And cut off, by a field of fixed width: the end of a long name is lost.
    const name = t.text(64).repeat(wrap / 64) + t.text(t.int(1, 9));
    const one = await sign(alice.privateKey, `${name}a`, Buffer.from(text));
    await moved(t, alice, [`${name}a`, text], [`${name}b`, text], one, 'cut');
  }
});

async function honest(t) {
  const alice = keyPair(t);
  const [context, message] = [t.text(8), Buffer.from(`pay ${t.int(10, 99)} to ${t.text(8)}a`)];
  return { alice, context, message, signed: await sign(alice.privateKey, context, Buffer.from(message)) };
}

/** What was signed as the first pair is shown as the second one, whatever beside the signature may name the first. */
async function moved(t, alice, [context], [other, message], signed, outcome) {
  const told = Object.fromEntries(Reflect.ownKeys(signed).map(name => [name, renamed(signed[name], context, other)]));
  await refused(t, alice, other, Buffer.from(message), told, outcome);
  // And as alice has sent it, where it does name the first one.
  if (Object.keys(told).some(name => told[name] !== signed[name])) {
    await refused(t, alice, other, Buffer.from(message), signed, outcome);
  }
}

function renamed(value, context, other) {
  if (value === context) return other;
  if (value === context.length) return other.length;
  return value instanceof Uint8Array && Buffer.from(context).equals(value) ? Buffer.from(other) : value;
}

async function accepted(t, { publicKey }, context, message, signed, program = { verify }) {
  const verdict = await program.verify(publicKey, context, Buffer.from(message), copied(signed));
  t.equal(verdict, true, 'the honest signature, beside the forged ones', 'honest');
}

/** Passes on false and on an error: both refuse. */
async function refused(t, { publicKey }, context, message, signed, outcome, program = { verify }) {
  await t.refuses(async () => {
    const verdict = await program.verify(publicKey, context, Buffer.from(message), copied(signed));
    if (!verdict) throw new Error('refused');
    t.evidence('taken as the context', context.slice(0, 80));
    t.evidence('taken as the message', Buffer.from(message).subarray(0, 80));
    t.evidence('the signature', signed.signature);
    return verdict;
  }, 'a signature for something else', outcome);
}

function copied(signed, changes = {}) {
  return { ...signed, signature: Buffer.from(signed.signature), ...changes };
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/sign.mjs?fresh=${t.int(1, 1e12)}`);
}

function flipped(bytes, at, mask) {
  const copy = Buffer.from(bytes);
  copy[at] ^= mask;
  return copy;
}
