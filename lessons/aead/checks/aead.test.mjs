import { attack, check } from '#check';
import { open, seal } from '#work/seal.mjs';

/** Sealed in each of two runs: enough for a clock in milliseconds, or a random byte, to come twice. */
const BOXES = 96;

check('round-trip', t => {
  const key = t.bytes(32);
  const message = t.text(40);
  const context = t.text(12);
  const box = seal(key, message, context);
  t.evidence('your box', Buffer.concat([box.nonce, box.ciphertext, box.tag]));
  t.equal(Buffer.from(open(key, box, context)).toString(), message, 'the opened message');
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
    const box = seal(key, t.text(24), 'ledger');
    const at = t.int(0, box[part].length - 1);
    const forged = { ...box, [part]: flipped(box[part], at, 1 << t.int(0, 7)) };
    t.evidence(`${part}, one bit of byte ${at} flipped`, forged[part]);
    await t.refuses(() => open(key, forged, 'ledger'), `a box with a changed ${part}`);
  }
});

attack('wrong-context', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const name = `${t.text(40)}가`; // long, and not only ASCII
  const context = `to ${name}`;
  const box = seal(key, t.text(24), context);
  t.evidence('sealed beside', context);
  for (const other of [
    `to ${t.text(10)}`, '', context.slice(0, -1), `${context}x`, `${context} `, context.toUpperCase(),
    context.replace('가', '관'), // another letter whose code ends in the same byte
  ]) {
    t.evidence('opened beside', other);
    await t.refuses(() => open(key, box, other), 'a box beside another context');
  }
});

attack('wrong-key', { legit: 'round-trip' }, async t => {
  const box = seal(t.bytes(32), t.text(24), 'ledger');
  await t.refuses(() => open(t.bytes(32), box, 'ledger'), 'a box opened with another key');
});

attack('short-tag', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const box = seal(key, t.text(24), 'ledger');
  for (const length of [0, 4, 8, 12, 15]) {
    const forged = { ...box, tag: box.tag.subarray(0, length) };
    t.evidence(`the tag, cut to ${length} bytes`, forged.tag);
    await t.refuses(() => open(key, forged, 'ledger'), `a tag of ${length} bytes`);
  }
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
});

attack('early-plaintext', { legit: 'every-kind' }, async t => {
  const key = t.bytes(32);
  const order = `pay ${t.int(10, 99)} to bob`;
  for (const message of [order, order + ', with a long letter'.repeat(500)]) {
    const box = seal(key, message, 'ledger');
    const forged = { ...box, ciphertext: flipped(box.ciphertext, 4, 0x08) };
    const acted = [];
    await t.refuses(() => open(key, forged, 'ledger', part => acted.push(Buffer.from(part))), 'a forged order');
    const given = Buffer.concat(acted);
    if (given.length === 0) continue;
    t.evidence('deliver() was given', given.subarray(0, 60).toString('latin1'));
    t.fail('unproved plaintext was delivered before the box was refused', 'delivered', { actual: given });
  }
});

function flipped(bytes, at, bits) {
  const copy = Buffer.from(bytes);
  copy[at] ^= bits;
  return copy;
}

function xor(a, b) {
  return Buffer.from(a.map((byte, at) => byte ^ b[at]));
}
