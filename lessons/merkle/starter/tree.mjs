import { createHash } from 'node:crypto';

/**
 * Gives the root of a list of leaves (Buffers, any number of them, of any
 * length): 32 bytes that stand for this list and for no other.
 */
export function root(leaves) {
  if (leaves.length === 0) return hash();
  let level = leaves.map(leaf => hash(leaf));
  while (level.length > 1) level = above(level);
  return level[0];
}

/**
 * Gives the proof that a leaf is in the list: the hashes (Buffers) that
 * lead from the leaf at `index`, which there is, to the root, lowest first.
 */
export function prove(leaves, index) {
  const proof = [];
  let level = leaves.map(leaf => hash(leaf));
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const beside = at % 2 === 0 ? at + 1 : at - 1;
    proof.push(level[beside] ?? level[at]);
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
  let here = hash(leaf);
  let at = index;
  for (const other of proof) {
    here = at % 2 === 0 ? hash(here, other) : hash(other, here);
    at = Math.floor(at / 2);
  }
  return here.equals(root);
}

/** The level above: one hash for each two. An odd one at the end is taken twice. */
function above(level) {
  const nodes = [];
  for (let at = 0; at < level.length; at += 2) nodes.push(hash(level[at], level[at + 1] ?? level[at]));
  return nodes;
}

function hash(...parts) {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
