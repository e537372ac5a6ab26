import { createHash } from 'node:crypto';

/**
 * Gives the root of a list of leaves (Buffers, any number of them, of any
 * length): 32 bytes that stand for this list and for no other.
 */
export function root(leaves) {
  if (leaves.length === 0) return createHash('sha256').digest();
  return levels(leaves).at(-1)[0];
}

/**
 * Gives the proof that a leaf is in the list: the hashes (Buffers) that
 * lead from the leaf at `index`, which there is, to the root, lowest first.
 */
export function prove(leaves, index) {
  return levels(leaves).flatMap((level, height) => level[Math.floor(index / 2 ** height) ^ 1] ?? []);
}

/**
 * Tells whether `leaf` is number `index` (from 0) of the `size` leaves that
 * `root` stands for: true or false. Only the root is known to be right; all
 * else comes from a stranger. Changes nothing that it is given.
 */
export function verify(root, leaf, index, size, proof) {
  if (![index, size].every(Number.isSafeInteger) || index < 0 || index >= size) return false;
  // RFC 9162, 2.1.3.2: fn is the place on this level, sn the last one there is.
  let [fn, sn] = [BigInt(index), BigInt(size - 1)];
  let r = leafHash(leaf);
  for (const p of proof) {
    if (sn === 0n) return false;
    if (fn % 2n === 1n || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return r.equals(root);
}

/** All levels of the tree, the leaves' first; an odd one at the end goes up as it is. */
function levels(leaves) {
  const all = [leaves.map(leafHash)];
  for (let level = all[0]; level.length > 1; all.push(level)) {
    level = level.filter((_, at) => at % 2 === 0).map((left, n) => {
      const right = all.at(-1)[2 * n + 1];
      return right ? nodeHash(left, right) : left;
    });
  }
  return all;
}

function leafHash(leaf) {
  return createHash('sha256').update('\0').update(leaf).digest();
}

function nodeHash(left, right) {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}
