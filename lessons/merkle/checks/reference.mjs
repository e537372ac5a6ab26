import { createHash } from 'node:crypto';

/** The root of a list of leaves (RFC 9162, 2.1.1). */
export function rootOf(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leafHash(leaves[0]);
  const k = split(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** What leads from a leaf to the root, lowest first (RFC 9162, 2.1.3.1). */
export function proofOf(leaves, index) {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k ? [...proofOf(left, index), rootOf(right)] : [...proofOf(right, index - k), rootOf(left)];
}

/** The turns on the way from a leaf to the root, as text: places with the same turns cannot be told apart by their proofs. */
export function turns(index, size) {
  if (size === 1) return '';
  const k = split(size);
  return index < k ? `${turns(index, k)}r` : `${turns(index - k, size - k)}l`;
}

export function leafHash(leaf) {
  return sha256(Buffer.of(0), leaf);
}

export function nodeHash(left, right) {
  return sha256(Buffer.of(1), left, right);
}

export function sha256(...parts) {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** The largest power of two that is smaller than `size`. */
function split(size) {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}
