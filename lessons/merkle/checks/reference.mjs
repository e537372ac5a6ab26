import { hash } from 'node:crypto';

/** The log of a list of leaves: its root, and its proofs by index. Each node is hashed once, since many proofs are asked for. */
export function logOf(leaves) {
  const nodes = new Map();
  const node = (from, to) => {
    const place = `${from}-${to}`;
    const own = nodes.get(place) ?? hashOf(from, to);
    nodes.set(place, own);
    return own;
  };
  /** RFC 9162, 2.1.1. */
  const hashOf = (from, to) => {
    if (to - from <= 1) return to === from ? sha256() : leafHash(leaves[from]);
    const middle = from + split(to - from);
    return nodeHash(node(from, middle), node(middle, to));
  };
  /** What leads from a leaf to the root, lowest first (RFC 9162, 2.1.3.1). */
  const proof = (index, from = 0, to = leaves.length) => {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle ? [...proof(index, from, middle), node(middle, to)] : [...proof(index, middle, to), node(from, middle)];
  };
  return { root: node(0, leaves.length), proof: index => proof(index) };
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
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

/** The largest power of two that is smaller than `size`. */
function split(size) {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}
