import { createHash, createHmac } from 'node:crypto';

import { attack, check } from '#check';
import { accepts, sign } from '#work/api.mjs';
import { extend, forge } from '#work/attack.mjs';

import { padding, resume } from './sha256.mjs';

check('extended', async t => {
  // Of all lengths, also so that the padding does not fit into the last block any more (2 x 64, less than 9).
  const secret = t.bytes(t.int(8, 40));
  for (const length of [0, t.int(1, 15), 128 - t.int(1, 8) - secret.length, t.int(130, 200)]) {
    const suffix = Buffer.from(`&amount=${t.int(100, 9999)}${t.text(t.pick([0, 50]))}`);
    const message = t.bytes(length);
    const tag = keyedHash(secret, message);
    const given = await extend(copy(message), copy(tag), copy(suffix), secret.length);
    judge(t, secret, message, suffix, given);
  }
});

check('unknown-length', async t => {
  for (const length of [1, t.int(2, 32), t.int(33, 63), 64]) {
    const [secret, suffix] = [t.bytes(length), Buffer.from(`&amount=${t.int(100, 9999)}`)];
    const message = Buffer.from(`to=${t.text(length === 64 ? 46 : t.int(3, 30))}&amount=10`);
    const server = (message, tag) => tag.equals(keyedHash(secret, message));
    const given = await forge(copy(message), keyedHash(secret, message), copy(suffix), server);
    t.evidence('the length of the secret', length);
    judge(t, secret, message, suffix, given);
  }
});

check('round-trip', async t => {
  const fresh = await again(t);
  for (const secret of [t.bytes(16), t.bytes(32), t.bytes(100)]) {
    for (const message of honest(t)) {
      const tag = await sign(copy(secret), copy(message));
      t.evidence('the request', message);
      t.ok(tag instanceof Uint8Array && tag.length === 32, 'a tag is a Buffer of 32 bytes');
      for (const server of [fresh, { accepts }]) {
        t.equal(await server.accepts(copy(secret), copy(message), copy(tag)), true, 'an honest request is accepted');
      }
    }
  }
});

check('other-server', async t => {
  for (const secret of [t.bytes(t.int(1, 63)), t.bytes(64), t.bytes(t.int(65, 200))]) {
    for (const message of honest(t)) {
      const tag = createHmac('sha256', secret).update(message).digest();
      t.evidence('the request', message);
      t.equal(copy(await sign(copy(secret), copy(message))), tag, 'your tag, beside that of our other server');
      t.equal(await accepts(copy(secret), copy(message), tag), true, 'a request of our other server is accepted');
    }
  }
});

attack('extension', { legit: 'round-trip' }, async t => {
  for (const length of [1, t.int(2, 54), 64, t.int(65, 99)]) {
    const [secret, message] = [t.bytes(length), Buffer.from(`to=${t.text(t.int(3, 60))}&amount=10`)];
    const suffix = Buffer.from(`&to=mallory&amount=${t.int(100, 9999)}`);
    const tag = copy(await sign(secret, message));
    const seen = length + message.length;
    const longer = Buffer.concat([message, padding(seen), suffix]);
    const from = tag => resume(tag, seen + padding(seen).length, suffix);
    await refuse(t, secret, longer, from(tag), 'a request that was made longer without the secret', 'extended');
    // What was recorded before the code was mended is still there.
    await refuse(t, secret, longer, from(keyedHash(secret, message)), 'an old request that was made longer', 'old');
    t.equal(await accepts(secret, message, tag), true, 'the honest request, after the forged one');
  }
});

attack('changed', { legit: 'round-trip' }, async t => {
  const secret = t.bytes(32);
  // Not UTF-8: as text, this byte and the one that it becomes are the same.
  const message = Buffer.concat([Buffer.from('amount=10&note='), Buffer.from([0xfe]), t.bytes(t.int(4, 20))]);
  const tag = copy(await sign(secret, message));
  t.equal(await accepts(secret, message, tag), true, 'the honest request');
  const asText = copy(message);
  asText[15] = 0xff;
  for (const changed of [
    flipped(t, message, 7), flipped(t, message, message.length - 1), asText, message.subarray(0, -1),
    ...[Buffer.alloc(1), t.bytes(1), Buffer.from('\n')].map(more => Buffer.concat([message, more])), Buffer.alloc(0),
  ]) await refuse(t, secret, changed, tag, 'a request that was changed', 'message');
  for (let at = 0; at < 32; at++) await refuse(t, secret, message, flipped(t, tag, at), 'a tag with one bit flipped', 'bit');
  for (const cut of [0, 1, 4, 16, 31]) await refuse(t, secret, message, tag.subarray(0, cut), 'a tag that was cut', 'cut');
  for (const cut of [1, 16]) await refuse(t, secret, message, tag.subarray(cut), 'a tag that was cut', 'cut');
  await refuse(t, secret, message, Buffer.concat([tag, t.bytes(t.int(1, 9))]), 'a tag with more behind it', 'cut');
  await refuse(t, secret, message, Buffer.alloc(32), 'a tag of zeros', 'bit');
});

attack('other-secret', { legit: 'round-trip' }, async t => {
  // HMAC fills a short key up with zeros: one that ends with a zero is the same without it.
  const secret = Buffer.concat([t.bytes(31), Buffer.from([t.int(1, 255)])]);
  const message = Buffer.from(`to=${t.text(8)}&amount=10`);
  const tag = copy(await sign(secret, message));
  for (const other of [t.bytes(32), flipped(t, secret, 0), flipped(t, secret, 30), secret.subarray(0, 31)]) {
    const theirs = copy(await sign(other, message));
    await refuse(t, secret, message, theirs, 'a tag made with another secret', 'other');
    await refuse(t, other, message, tag, 'our tag, under another secret', 'other');
    t.equal(await accepts(secret, message, tag), true, 'the honest request, after the forged one');
  }
  // Where one ends and the other begins is part of what is said.
  const shifted = Buffer.concat([secret.subarray(31), message]);
  await refuse(t, secret.subarray(0, 31), shifted, tag, 'a byte moved from the secret into the request', 'shifted');
});

/** The tag as the lesson's code made it when it was given: mending their own does not break the check of their attack. */
function keyedHash(secret, message) {
  return createHash('sha256').update(secret).update(message).digest();
}

/** What a forger gave must be the message, what SHA-256 put behind it, and the suffix; and its tag must be right. */
function judge(t, secret, message, suffix, given) {
  const forged = given?.message;
  t.ok(forged instanceof Uint8Array && given.tag instanceof Uint8Array, 'it gives { message, tag }, two Buffers');
  t.evidence('your message', forged);
  const glue = padding(secret.length + message.length);
  t.equal(copy(forged), Buffer.concat([message, glue, suffix]), 'the message that you made');
  t.equal(copy(given.tag), keyedHash(secret, forged), 'the tag of your message');
}

/** Text, nothing, any bytes with a line break at the end, and those that somebody might take for a sign of an attack. */
function honest(t) {
  const text = Buffer.from(`to=${t.text(t.int(3, 60))}&amount=${t.int(1, 99)}`);
  const bytes = Buffer.concat([t.bytes(t.int(100, 200)), Buffer.from('\n')]);
  return [text, Buffer.alloc(0), bytes, Buffer.concat([text, padding(text.length + 16), text])];
}

async function refuse(t, secret, message, tag, what, outcome) {
  let answer;
  try {
    answer = await accepts(copy(secret), copy(message), copy(tag));
  } catch {
    return; // an error lets nothing in either
  }
  if (!answer) return;
  t.evidence('the forged request', message);
  t.evidence('its tag', tag);
  t.fail(what, outcome, { actual: answer, expected: false });
}

function flipped(t, bytes, at) {
  const changed = copy(bytes);
  changed[at] ^= 1 << t.int(0, 7);
  return changed;
}

function copy(bytes) {
  return Buffer.from(bytes);
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/api.mjs?fresh=${t.int(1, 1e12)}`);
}
