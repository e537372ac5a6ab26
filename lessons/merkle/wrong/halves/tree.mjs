import { createHash } from 'node:crypto';

/**
 * Gives the root of a list of leaves (Buffers, any number of them, of any
 * length): 32 bytes that stand for this list and for no other.
 */
export function root(leaves) {
  if (leaves.length === 0) return hash(Buffer.alloc(0));
  if (leaves.length === 1) return hash(Buffer.from([0]), leaves[0]);
  const k = split(leaves.length);
  return hash(Buffer.from([1]), root(leaves.slice(0, k)), root(leaves.slice(k)));
}

/**
 * Gives the proof that a leaf is in the list: the hashes (Buffers) that
 * lead from the leaf at `index`, which there is, to the root, lowest first.
 */
export function prove(leaves, index) {
  if (leaves.length < 2) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  if (index < k) return [...prove(left, index), root(right)];
  return [...prove(right, index - k), root(left)];
}

/**
 * Tells whether `leaf` is number `index` (from 0) of the `size` leaves that
 * `root` stands for: true or false. Only the root is known to be right; all
 * else comes from a stranger. Changes nothing that it is given.
 */
export function verify(root, leaf, index, size, proof) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  try {
    return rootFrom(leaf, index, size, proof).equals(root);
  } catch {
    return false;
  }
}

/** From the top: the last hash of the proof is the other side of the first split. */
function rootFrom(leaf, index, size, proof) {
  if (size === 1) {
    if (proof.length > 0) throw new Error('the proof is too long');
    return hash(Buffer.from([0]), leaf);
  }
  if (proof.length === 0) throw new Error('the proof is too short');
  const k = split(size);
  const [rest, other] = [proof.slice(0, -1), proof.at(-1)];
  return index < k
    ? hash(Buffer.from([1]), rootFrom(leaf, index, k, rest), other)
    : hash(Buffer.from([1]), other, rootFrom(leaf, index - k, size - k, rest));
}

function split(size) {
  return Math.ceil(size / 2);
}

function hash(...parts) {
  const sha256 = createHash('sha256');
  for (const part of parts) sha256.update(part);
  return sha256.digest();
}
