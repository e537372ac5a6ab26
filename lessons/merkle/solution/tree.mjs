import { createHash } from 'node:crypto';

/**
 * Gives the root of a list of leaves (Buffers, any number of them, of any
 * length): 32 bytes that stand for this list and for no other.
 */
export function root(leaves) {
  if (leaves.length === 0) return hash();
  let level = leaves.map(leaf => hashLeaf(leaf));
  while (level.length > 1) level = above(level);
  return level[0];
}

/**
 * Gives the proof that a leaf is in the list: the hashes (Buffers) that
 * lead from the leaf at `index`, which there is, to the root, lowest first.
 */
export function prove(leaves, index) {
  const proof = [];
  let level = leaves.map(leaf => hashLeaf(leaf));
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const beside = at % 2 === 0 ? at + 1 : at - 1;
    if (beside < level.length) proof.push(level[beside]);
    level = above(level);
  }
  return proof;
}

/**
 * Tells whether `leaf` is number `index` (from 0) of the `size` leaves that
 * `root` stands for: true or false. Only the root is known to be right; all
 * else comes from a stranger. Changes nothing that it is given.
 */
export function verify(root, leaf, index, size, proof) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return false;
  if (index < 0 || index >= size) return false;
  let here = hashLeaf(leaf);
  let used = 0;
  // Index and size say which way to turn on each level, and how many levels there are.
  for (let at = index, last = size - 1; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    if (at % 2 === 0 && at === last) continue;
    if (used === proof.length) return false;
    const other = proof[used++];
    here = at % 2 === 0 ? hashNode(here, other) : hashNode(other, here);
  }
  return used === proof.length && here.equals(root);
}

/** The level above: one hash for each two. An odd one at the end goes up as it is. */
function above(level) {
  const nodes = [];
  for (let at = 0; at < level.length; at += 2) {
    nodes.push(at + 1 < level.length ? hashNode(level[at], level[at + 1]) : level[at]);
  }
  return nodes;
}

/** A leaf and a node begin with different bytes, so that neither is ever taken for the other. */
function hashLeaf(leaf) {
  return hash(Buffer.of(0), leaf);
}

function hashNode(left, right) {
  return hash(Buffer.of(1), left, right);
}

function hash(...parts) {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
