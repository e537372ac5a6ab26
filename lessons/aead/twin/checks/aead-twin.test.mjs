import { attack, check } from '#check';
import { stopClocks, varyingBits } from '#check/chance';
import { pack, unpack } from '#work/parcel.mjs';

/** Packed in each of two runs: enough for a clock in milliseconds, or a random byte, to come twice. */
const PARCELS = 96;
/** Starts of the program whose first nonces are compared: a random bit is the same in all of them once in 128 times. */
const STARTS = 8;
/** So many bits of a nonce must be seen to vary; of eight random bytes nearly always 60 or more do. */
const RANDOM_BITS = 52;
/** What a program might put between two names: each may be a letter of a name as well. */
const MARKS = ['', ' ', ',', ', ', ':', '/', '|', '-', '->', ';', '&', '=', '.', '\t', '\n', '\0', '\0\0', '"', '","', "'", '\\', '%', '가'];

check('round-trip', t => {
  const key = t.bytes(32);
  const names = [[t.text(6), t.text(9)], ['', t.text(3)], [t.text(3), ''], ['가나, "다"', t.text(300)]];
  for (const [from, to] of names) {
    for (const message of [t.bytes(40), Buffer.alloc(0), Buffer.from('열쇠')]) {
      const parcel = pack(key, message, from, to);
      t.equal(parcel.length, 12 + message.length + 16, 'the length of the parcel in bytes');
      t.equal(Buffer.from(unpack(key, parcel, from, to)), message, 'the message out of the parcel');
    }
  }
  const message = t.bytes(24);
  t.ok(!pack(key, message, 'a', 'b').includes(message.subarray(0, 8)), 'the message cannot be read in the parcel');
});

attack('moved-edge', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  for (const mark of MARKS) {
    const [one, two, three] = [`a${t.text(4)}`, `b${t.text(4)}`, `c${t.text(4)}`];
    // Joined by this mark, both pairs are the same letters.
    const packed = [`${one}${mark}${two}`, three];
    const opened = [one, `${two}${mark}${three}`];
    await closed(t, key, packed, mark === '' ? [one, `${two}${three}`] : opened, 'the same letters, another edge', mark === '' ? 'joined' : 'mark');
  }
  // A length of one byte goes round at 256.
  const letters = t.text(259).padEnd(259, 'x');
  await closed(t, key, [letters, 'to'], [letters.slice(0, 3), `${letters.slice(3)}to`], 'a name longer than 255 bytes', 'length');
});

attack('other-fields', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const [from, to] = [`${t.text(8)}가`, `x${t.text(8)}`];
  for (const other of [
    [to, from], [from, t.text(9)], [t.text(9), to], ['', to], [from, ''], [`${from} `, to], [from, to.toUpperCase()],
    [from.normalize('NFD'), to], [from.slice(0, -1), to],
  ]) await closed(t, key, [from, to], other, 'a parcel beside other names', 'fields');
});

attack('changed', { legit: 'round-trip' }, async t => {
  const key = t.bytes(32);
  const message = t.bytes(20);
  const parcel = pack(key, message, 'ann', 'ben');
  for (const at of [t.int(0, 11), t.int(12, 31), t.int(32, 47)]) {
    const forged = Buffer.from(parcel);
    forged[at] ^= 1 << t.int(0, 7);
    t.evidence(`one bit of byte ${at} flipped`, forged);
    await t.refuses(() => unpack(key, forged, 'ann', 'ben'), 'a changed parcel');
  }
  for (const length of [0, 11, 12, 16, 27, 32, 36, 40, 44, 47]) {
    await t.refuses(() => unpack(key, Buffer.from(parcel.subarray(0, length)), 'ann', 'ben'), `a parcel cut to ${length} bytes`);
  }
  await t.refuses(() => unpack(t.bytes(32), Buffer.from(parcel), 'ann', 'ben'), 'a parcel opened with another key');
  t.equal(Buffer.from(unpack(key, Buffer.from(parcel), 'ann', 'ben')), message, 'the parcel, unchanged, after the attack');
});

attack('reused-nonce', { legit: 'round-trip', limit: 20_000 }, async t => {
  const key = t.bytes(32);
  const [known, other] = [t.bytes(32), t.bytes(32)];
  const seen = new Set();
  for (const run of ['first', 'second']) {
    const { pack: packOne } = await import(`#work/parcel.mjs?${run}=${t.int(1, 1e9)}`);
    for (let at = 0; at < PARCELS; at++) {
      const nonce = packOne(key, at % 2 === 0 ? known : other, 'ann', 'ben').subarray(0, 12);
      if (seen.has(nonce.toString('hex'))) {
        t.evidence('the nonce that came twice', nonce);
        t.fail('two parcels under one key have the same nonce');
      }
      seen.add(nonce.toString('hex'));
    }
  }
  stopClocks(t);
  const nonces = [];
  for (let start = 1; start <= STARTS; start++) {
    const { pack: packOne } = await import(`#work/parcel.mjs?start${start}=${t.int(1, 1e9)}`);
    nonces.push(packOne(key, known, 'ann', 'ben').subarray(0, 12));
  }
  const varying = varyingBits(nonces);
  t.ok(varying >= RANDOM_BITS, 'enough bits of the nonce are chance');
});

/** Passes when a parcel for one pair of names does not open beside another, and still does beside its own. */
async function closed(t, key, packed, opened, what, outcome) {
  const message = t.bytes(16);
  const parcel = pack(key, message, ...packed);
  t.evidence('packed beside', packed);
  t.evidence('opened beside', opened);
  await t.refuses(() => unpack(key, Buffer.from(parcel), ...opened), what, outcome);
  t.equal(Buffer.from(unpack(key, Buffer.from(parcel), ...packed)), message, 'the message beside its own names');
}
