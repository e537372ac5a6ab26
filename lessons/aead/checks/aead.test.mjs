import { attack, check } from '#check';
import { open, seal } from '#work/seal.mjs';

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
  const context = t.text(10);
  const box = seal(key, t.text(24), `to ${context}`);
  for (const other of [`to ${t.text(10)}`, `to ${context}x`, '']) {
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
  for (const length of [4, 8, 12]) {
    const forged = { ...box, tag: box.tag.subarray(0, length) };
    t.evidence(`the tag, cut to ${length} bytes`, forged.tag);
    await t.refuses(() => open(key, forged, 'ledger'), `a tag of ${length} bytes`);
  }
});

attack('reused-nonce', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  // Two fresh copies of the module are what a program and the same program restarted would have.
  const runs = [];
  for (const run of ['first', 'second']) runs.push(await import(`#work/seal.mjs?${run}=${t.int(1, 1e9)}`));
  const known = t.text(32);
  const secret = t.text(32);
  const boxes = runs.flatMap(({ seal: sealOne }) => [known, secret].map(message => sealOne(key, message, 'ledger')));
  for (const [at, box] of boxes.entries()) {
    for (const earlier of boxes.slice(0, at)) {
      if (!box.nonce.equals(earlier.nonce)) continue;
      t.evidence('the nonce that came twice', box.nonce);
      t.evidence('one ciphertext XOR the other', xor(box.ciphertext, earlier.ciphertext));
      t.fail('two boxes under one key have the same nonce', boxes[0].nonce.equals(boxes[1].nonce) ? 'same' : 'restart');
    }
  }
  t.equal(boxes[0].nonce.length, 12, 'the length of the nonce in bytes');
});

attack('early-plaintext', { legit: 'every-kind' }, async t => {
  const key = t.bytes(32);
  const box = seal(key, `pay ${t.int(10, 99)} to bob`, 'ledger');
  const forged = { ...box, ciphertext: flipped(box.ciphertext, 4, 0x08) };
  const acted = [];
  await t.refuses(() => open(key, forged, 'ledger', part => acted.push(Buffer.from(part))), 'a forged order');
  if (acted.some(part => part.length)) {
    t.evidence('deliver() was given', Buffer.concat(acted).toString('latin1'));
    t.fail('unproved plaintext was delivered before the box was refused', 'delivered', { actual: Buffer.concat(acted) });
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
