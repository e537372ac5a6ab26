import { hash } from 'node:crypto';

/**
 * Gives the root of a list of leaves (Buffers, any number of them, of any
 * length): 32 bytes that stand for this list and for no other.
 */
export function root(leaves) {
  return fold(leaves.map(leaf => sha256(0, leaf))) ?? hash('sha256', '', 'buffer');
}

/**
 * Gives the proof that a leaf is in the list: the hashes (Buffers) that
 * lead from the leaf at `index`, which there is, to the root, lowest first.
 */
export function prove(leaves, index) {
  const hashes = leaves.map(leaf => sha256(0, leaf));
  const parts = path(index, leaves.length);
  return parts.map(({ from, to }) => fold(hashes.slice(from, to)));
}

/**
 * Tells whether `leaf` is number `index` (from 0) of the `size` leaves that
 * `root` stands for: true or false. Only the root is known to be right; all
 * else comes from a stranger. Changes nothing that it is given.
 */
export function verify(root, leaf, index, size, proof) {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && 0 <= index && index < size)) return false;
  const parts = path(index, size);
  if (parts.length !== proof.length) return false;
  return parts
    .reduce((here, { left }, at) => (left ? sha256(1, proof[at], here) : sha256(1, here, proof[at])), sha256(0, leaf))
    .equals(root);
}

/** What lies beside the path to a leaf, lowest first: leaves `from` to `to`, and on which side they are. */
function path(index, size) {
  const parts = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    let middle = from + 1;
    while (from + (middle - from) * 2 < to) middle = from + (middle - from) * 2;
    if (index < middle) {
      parts.unshift({ left: false, from: middle, to });
      to = middle;
    } else {
      parts.unshift({ left: true, from, to: middle });
      from = middle;
    }
  }
  return parts;
}

/** Whole trees of growing size, of which the smaller ones wait on a stack. */
function fold(hashes) {
  const stack = [];
  for (const [at, hash] of hashes.entries()) {
    stack.push(hash);
    for (let count = at + 1; count % 2 === 0; count /= 2) join(stack);
  }
  while (stack.length > 1) join(stack);
  return stack[0];
}

function join(stack) {
  const [left, right] = stack.splice(-2);
  stack.push(sha256(1, left, right));
}

function sha256(prefix, ...parts) {
  return hash('sha256', Buffer.concat([Buffer.of(prefix), ...parts]), 'buffer');
}
