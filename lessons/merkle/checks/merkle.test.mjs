import { attack, check } from '#check';
import { prove, root, verify } from '#work/tree.mjs';

import { asNodes, copy, flipped, noPlaces, otherPlaces, someLeaves } from './forged.mjs';
import { leafHash, logOf, nodeHash, sha256, turns } from './reference.mjs';

/** Lists with an odd one on some levels, and on none. */
const SIZES = [1, 2, 3, 5, 7];

check('round-trip', async t => {
  const fresh = await import(`#work/tree.mjs?fresh=${t.int(1, 1e12)}`);
  const leaves = someLeaves(t, 17);
  for (const size of [1, 2, 3, 4, 5, 6, 7, 8, 9, t.int(10, 12), t.int(13, 16), 17]) {
    const [list, signed] = [leaves.slice(0, size), copy(await root(leaves.slice(0, size)))];
    t.equal(signed.length, 32, 'the length of a root');
    for (const index of placesIn(t, size)) {
      const leaf = list[index];
      const proof = await prove(list, index);
      t.ok(Array.isArray(proof) && proof.every(hash => hash instanceof Uint8Array), 'a proof is an array of Buffers');
      // Twice, since a proof is asked about more than once, and the second time by somebody else.
      for (const program of size > 5 ? [fresh] : [{ verify }, fresh]) {
        const answer = await program.verify(copy(signed), copy(leaf), index, size, proof);
        if (answer !== true) t.fail('an honest proof is accepted', 'honest', { actual: `${index} of ${size}: ${answer}` });
      }
    }
    t.equal(list.length, size, 'how many leaves you leave in the list');
  }
});

check('same-root', async t => {
  const leaves = someLeaves(t, 16);
  for (const size of [1, 2, 4, 8, 16]) await asOthers(t, leaves.slice(0, size), [0, size - 1, t.int(0, size - 1)]);
});

attack('node-as-leaf', { legit: 'round-trip' }, async t => {
  // A hash that begins with 0x00, so that the rest of its node reads like a leaf behind the sign of a leaf.
  let first = t.bytes(12);
  while (leafHash(first)[0] !== 0) first = t.bytes(12);
  const leaves = [first, ...someLeaves(t, 3)];
  const [signed, upper] = [await root(leaves), (await prove(leaves, 0)).at(-1)];
  const pair = await root(leaves.slice(0, 2));
  for (const node of asNodes(await hashOf(leaves[0]), await hashOf(leaves[1]))) {
    await refused(t, signed, node, 0, 2, [upper], 'node');
    await refused(t, pair, node, 0, 1, [], 'node');
    const alone = copy(await root([node]));
    if (alone.equals(pair)) t.fail('each list has a root of its own', 'node', { actual: alone });
  }
  // And the other way round: what was logged as a leaf is shown as a node, with leaves below that nobody logged.
  for (const logged of asNodes(await hashOf(leaves[1]), await hashOf(leaves[2]))) {
    const list = [logged, leaves[3]];
    const proof = [await hashOf(leaves[2]), ...(await prove(list, 0))];
    await refused(t, await root(list), leaves[1], 0, 4, proof, 'leaf');
  }
  await accepted(t, leaves, 0);
});

attack('twice', { legit: 'round-trip' }, async t => {
  const leaves = someLeaves(t, 11);
  for (const size of [1, 2, 3, 4, 5, 6, 7, 9, 11]) {
    const list = leaves.slice(0, size);
    const signed = copy(await root(list));
    const froms = new Set([0, size >> 1, size - 2, size - 1].filter(from => from >= 0));
    const others = [...froms].map(from => [...list, ...list.slice(from)]);
    // Filled up with nothing, too.
    for (const filler of [Buffer.alloc(0), Buffer.alloc(32), Buffer.from('0')]) others.push([...list, filler]);
    for (const other of others) {
      if (!copy(await root(other)).equals(signed)) continue;
      t.evidence('the leaves of both lists', `${size}, ${other.length}`);
      t.fail('each list has a root of its own', 'same', { actual: signed });
    }
    if (size % 2 === 0 || size === 1) continue;
    await refused(t, signed, list[size - 1], size, size + 1, await prove(list, size - 1), 'added');
    await refused(t, signed, list[size - 1], size, size + 1, await prove([...list, list[size - 1]], size), 'added');
    await accepted(t, list, size - 1);
  }
});

check('any-size', async t => {
  const leaves = someLeaves(t, 17);
  t.equal(copy(await root([])), sha256(), 'the root of no leaves');
  for (const size of [3, 5, 6, 7, t.pick([9, 10, 11]), t.pick([12, 13, 14]), 15, 17]) {
    await asOthers(t, leaves.slice(0, size), placesIn(t, size));
  }
});

attack('other-leaf', { legit: 'round-trip' }, async t => {
  for (const size of SIZES) {
    // As text, the first byte and the one that it is changed to are the same.
    const leaves = someLeaves(t, size).map(leaf => Buffer.concat([Buffer.from([0xfe]), leaf, Buffer.from('a')]));
    const [index, signed] = [t.int(0, size - 1), copy(await root(leaves))];
    const [leaf, proof] = [leaves[index], await prove(leaves, index)];
    await accepted(t, leaves, index);
    for (const other of [
      flipped(leaf, 0, 1), flipped(leaf, leaf.length - 1, 0x20), leaf.subarray(1), leaf.subarray(0, -1), Buffer.alloc(0),
      Buffer.concat([leaf, Buffer.from(' ')]), Buffer.concat([leaf, Buffer.alloc(1)]), await hashOf(leaf), signed,
      ...leaves.filter((_, at) => at !== index).slice(0, 3),
    ]) await refused(t, signed, other, index, size, proof, 'leaf');
    for (const [at, hash] of proof.entries()) {
      // A bit is another one, or there is more than a hash.
      for (const changed of [flipped(hash, t.int(0, 31), 1 << t.int(0, 7)), Buffer.concat([hash, t.bytes(1)])]) {
        await refused(t, signed, leaf, index, size, proof.with(at, changed), 'proof');
      }
    }
    if (proof.length > 1) await refused(t, signed, leaf, index, size, proof.toReversed(), 'proof');
    for (const at of [0, 15, 16, 31]) {
      for (const bit of [0x80, 1 << t.int(0, 6)]) await refused(t, flipped(signed, at, bit), leaf, index, size, proof, 'root');
    }
    for (const cut of [0, 1, 16, 31]) await refused(t, signed.subarray(0, cut), leaf, index, size, proof, 'root');
    await refused(t, Buffer.concat([signed, Buffer.alloc(1)]), leaf, index, size, proof, 'root');
    await accepted(t, leaves, index);
  }
});

attack('other-place', { legit: 'round-trip' }, async t => {
  const leaves = someLeaves(t, 7);
  for (const size of [1, 2, 3, 5, 6, 7]) {
    const list = leaves.slice(0, size);
    const signed = copy(await root(list));
    for (const index of size <= 3 ? list.keys() : new Set([0, t.int(1, size - 2), size - 1])) {
      const [leaf, proof] = [list[index], await prove(list, index)];
      for (const [at, of] of otherPlaces(index, size)) await refused(t, signed, leaf, at, of, proof, 'place');
      for (const [at, of] of noPlaces(index, size)) await refused(t, signed, leaf, at, of, proof, 'range');
    }
  }
  await accepted(t, leaves, 5);
});

attack('proof-length', { legit: 'round-trip' }, async t => {
  for (const size of SIZES) {
    const leaves = someLeaves(t, size);
    const signed = copy(await root(leaves));
    for (const index of new Set([0, t.int(0, size - 1), size - 1])) {
      const [leaf, proof] = [leaves[index], await prove(leaves, index)];
      await accepted(t, leaves, index);
      for (const more of [t.bytes(32), Buffer.alloc(32), signed, Buffer.alloc(0), await hashOf(leaf)]) {
        await refused(t, signed, leaf, index, size, [...proof, more], 'long');
        await refused(t, signed, leaf, index, size, [more, ...proof], 'long');
      }
      for (let length = 0; length < proof.length; length++) {
        await refused(t, signed, leaf, index, size, proof.slice(0, length), 'short');
        await refused(t, signed, leaf, index, size, proof.slice(proof.length - length), 'short');
        // A proof that leads somewhere, but not so high: to a node of the tree, shown as the root.
        const lower = await climbed(leaf, turns(index, size).slice(0, length), proof);
        await refused(t, lower, leaf, index, size, proof.slice(0, length), 'short');
      }
      await accepted(t, leaves, index);
    }
  }
});

/** Passes on false and on an error: both refuse. */
async function refused(t, signed, leaf, index, size, proof, outcome) {
  let answer;
  try {
    answer = await verify(copy(signed), copy(leaf), index, size, proof.map(copy));
  } catch {
    return;
  }
  if (!answer) return;
  t.evidence('the leaf', leaf);
  t.evidence('the place', `${index} of ${size}`);
  t.evidence('the proof', Buffer.concat(proof));
  t.fail('a proof of what is not so', outcome, { actual: answer, expected: false });
}

async function accepted(t, leaves, index) {
  const answer = await verify(await root(leaves), copy(leaves[index]), index, leaves.length, await prove(leaves, index));
  t.equal(answer, true, 'an honest proof, beside the forged ones');
}

/** Every place of a short list; of a long one, where hashes add up, both ends and two between. */
function placesIn(t, size) {
  if (size <= 7) return Array.from({ length: size }, (_, index) => index);
  return new Set([0, t.int(1, size - 2), t.int(1, size - 2), size - 2, size - 1]);
}

/** Root and proofs must be those of every other log. */
async function asOthers(t, list, places) {
  t.evidence('how many leaves there are', list.length);
  const log = logOf(list);
  t.equal(copy(await root(list)), log.root, 'your root, beside that of another log');
  for (const index of new Set(places)) {
    const expected = log.proof(index);
    t.equal(Buffer.concat(await prove(list, index)), Buffer.concat(expected), 'your proof, beside that of another log');
    const answer = await verify(copy(log.root), copy(list[index]), index, list.length, expected);
    t.equal(answer, true, 'a proof of another log is accepted');
  }
}

/** The hash of a leaf, as the learner's code makes it: what its neighbour needs for a proof. */
async function hashOf(leaf) {
  return copy((await prove([leaf, leaf], 1))[0]);
}

/** The node to which the lowest hashes of a proof lead. */
async function climbed(leaf, steps, proof) {
  return [...steps].reduce(
    (here, side, at) => (side === 'l' ? nodeHash(proof[at], here) : nodeHash(here, proof[at])),
    await hashOf(leaf),
  );
}
