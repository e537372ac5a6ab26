import { attack, check } from '#check';
import { guessTag } from '#work/attack.mjs';
import { sameTag } from '#work/compare.mjs';

import { createMeter } from './meter.mjs';

/** More questions than that are no attack but a search. */
const ENOUGH = 100_000;

check('tag-guessed', async t => {
  for (const length of [1, 2, t.int(8, 20), 32]) {
    // The bytes at both ends of the range, at the end too, where no next byte tells.
    const tag = Buffer.concat([t.bytes(length), Buffer.from([0, 255, 128])]).subarray(-length);
    t.evidence('the right tag', tag);
    const { given } = await guessed(t, tag, ENOUGH);
    t.ok(given instanceof Uint8Array, 'guessTag() gives a Buffer');
    t.equal(Buffer.from(given), tag, 'the tag that you guessed');
  }
});

check('few-questions', async t => {
  for (const tag of [Buffer.alloc(32, 255), t.bytes(32), Buffer.alloc(t.int(4, 9))]) {
    const { asked } = await guessed(t, tag, ENOUGH);
    t.evidence('questions', asked);
    const most = 256 * tag.length;
    if (asked > most) t.fail('at most 256 questions for each byte', 'many', { actual: asked, expected: most });
  }
});

check('same-or-not', async t => {
  for (const length of [32, 16, t.int(17, 64), 32]) {
    const tag = t.bytes(length);
    const other = differentFrom(tag, 0);
    t.equal(await sameTag(tag, Buffer.from(tag)), true, 'a tag is the same as itself');
    t.equal(await sameTag(tag, other), false, 'another tag is not the same');
    // What was wrong for one request is right for the next, and the other way round.
    t.equal(await sameTag(other, Buffer.from(other)), true, 'a tag is the same as itself');
    t.equal(await sameTag(other, tag), false, 'another tag is not the same');
    t.equal(await sameTag(Buffer.from(tag), tag), true, 'a tag is the same as itself');
  }
});

attack('prefix-leak', { legit: 'same-or-not' }, async t => {
  const right = t.bytes(32);
  const counts = [];
  for (let same = 0; same <= 32; same++) {
    const { reads, answer } = await watched(right, differentFrom(right, same));
    t.equal(answer, same === 32, 'whether the tags are the same');
    counts.push(reads);
  }
  t.evidence('bytes read, by how many bytes in front are right', counts.join(' '));
  if (new Set(counts).size > 1) t.fail('as many bytes are read, wherever the tags differ', 'stops', { actual: counts });
  // From behind as well: all right but one byte, at each place.
  const single = [];
  for (let at = 0; at < 32; at++) {
    // Only the reads are judged here: whether each bit counts is asked by near-tags.
    const { reads } = await watched(right, changed(right, { [at]: right[at] ^ t.int(1, 255) }));
    single.push(reads);
  }
  t.evidence('bytes read, by which byte is wrong', single.join(' '));
  if (new Set(single).size > 1) t.fail('as many bytes are read, whichever byte is wrong', 'stops', { actual: single });
});

attack('any-length', { legit: 'same-or-not' }, async t => {
  const right = Buffer.concat([t.bytes(28), Buffer.alloc(4)]);
  const longer = [Buffer.alloc(1), Buffer.alloc(32), t.bytes(t.int(1, 9)), right];
  const cut = [0, 1, 16, 28, 31].map(length => right.subarray(0, length));
  for (const tag of [...cut, right.subarray(4), Buffer.alloc(64), ...longer.map(more => Buffer.concat([right, more]))]) {
    await different(t, right, tag, 'length');
  }
  for (const full of [Buffer.alloc(32), t.bytes(32)]) await different(t, full, Buffer.alloc(0), 'length');
  t.equal(await sameTag(right, Buffer.from(right)), true, 'the right tag, after the others');
});

attack('near-tags', { legit: 'same-or-not' }, async t => {
  const right = Buffer.from(t.bytes(32).map(byte => 1 + (byte % 254)));
  for (let bit = 0; bit < 256; bit++) {
    await different(t, right, changed(right, { [bit >> 3]: right[bit >> 3] ^ (1 << (bit & 7)) }), 'bit');
  }
  const [one, two, mask] = [t.int(0, 15), t.int(16, 31), t.int(1, 255)];
  await different(t, right, changed(right, { [one]: right[one] + 1, [two]: right[two] - 1 }), 'cancels');
  await different(t, right, changed(right, { [one]: right[one] ^ mask, [two]: right[two] ^ mask }), 'cancels');
  await different(t, right, Buffer.from(right.map(byte => byte ^ 255)), 'bit');
  // All of them are at the same difference, and 32 times 8, 64 and 128 are nothing in one byte.
  for (const by of [8, 64, 128]) await different(t, right, Buffer.from(right.map(byte => byte ^ by)), 'cancels');
  const text = changed(right, { [one]: 0xfe });
  await different(t, text, changed(text, { [one]: 0xff }), 'text');
  await different(t, Buffer.alloc(32), Buffer.alloc(32, t.int(1, 255)), 'bit');
});

/** What the learner's comparison says, and how many bytes of both tags it reads, itself or through timingSafeEqual. */
async function watched(right, tag) {
  const meter = createMeter();
  const answer = await sameTag(meter.watch(right), meter.watch(tag));
  return { answer, reads: meter.reads + ((await asksNode(right, tag)) ? 2 * right.length : 0) };
}

/** Whether it comes to timingSafeEqual: that throws, when what Node itself sees of the two has different lengths. */
async function asksNode(right, tag) {
  const { watch } = createMeter();
  try {
    await sameTag(watch(right), watch(tag, Buffer.alloc(1)));
    return false;
  } catch {
    return true;
  }
}

/** Has the learner guess a tag of the server as it was given, which compares and counts. */
async function guessed(t, right, most) {
  let asked = 0;
  const oracle = tag => {
    if (++asked > most) t.fail('the tag is found in time', 'endless', { actual: asked });
    let compared = 0;
    while (compared < right.length) if (tag[compared] !== right[compared++]) return { accepted: false, compared };
    return { accepted: tag.length === right.length, compared };
  };
  const given = await guessTag(oracle, right.length);
  return { given, asked };
}

/** The answer to another tag must be false; an error here ends a program that anybody can send this to. */
async function different(t, right, tag, outcome) {
  let answer;
  try {
    answer = await sameTag(Buffer.from(right), Buffer.from(tag));
  } catch (error) {
    t.evidence('the tag', tag);
    t.fail('sameTag() gives true or false', 'thrown', { actual: String(error?.message ?? error) });
  }
  if (answer === false) return;
  t.evidence('the right tag', right);
  t.evidence('the tag', tag);
  t.fail('another tag is not the same', outcome, { actual: answer, expected: false });
}

/**
 * A tag with the same bytes in front, so many of them, and other ones behind. They differ in such a way that nothing cancels
 * out, and no bit that is often forgotten: here a comparison by hand that loses differences is judged by its reads alone.
 */
function differentFrom(bytes, same) {
  const last = bytes.length - 1;
  return Buffer.from(bytes.map((byte, at) => (at < same ? byte : byte ^ (at === last ? 0x40 : 1))));
}

function changed(bytes, places) {
  const copy = Buffer.from(bytes);
  for (const [at, byte] of Object.entries(places)) copy[at] = byte;
  return copy;
}
