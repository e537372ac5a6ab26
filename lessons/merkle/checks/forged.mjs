import { turns } from './reference.mjs';

/** Places at which the leaf is not: a proof leads another way from there. */
export function otherPlaces(index, size) {
  const places = [];
  for (let of = 1; of <= 8; of++) {
    for (let at = 0; at < of; at++) if (turns(at, of) !== turns(index, size)) places.push([at, of]);
  }
  return places;
}

/** Places that there are not. Those in the last line are the honest one, to a program that counts with 32 bits. */
export function noPlaces(index, size) {
  return [
    [index, 0], [index, -size], [size, size], [size + index, size], [index, index], [-1, size], [index - size, size], [-0.5, size],
    [index + 0.5, size], [index, size + 0.5], [NaN, size], [index, NaN], [undefined, size], [index, undefined],
    [index + 2 ** 32, size + 2 ** 32], [index, size + 2 ** 32], [index - 2 ** 32, size],
  ];
}

/** What a program may have hashed for the node above two hashes: as it is, behind a sign, or with its first byte as the sign. */
export function asNodes(left, right) {
  const both = Buffer.concat([left, right]);
  return [both, Buffer.concat([Buffer.of(1), both]), Buffer.concat([Buffer.of(0), both]), both.subarray(1)];
}

/** Leaves that all differ, of any bytes; one is empty, others are as long as a hash, two hashes, or those behind a sign. */
export function someLeaves(t, count) {
  const lengths = [t.int(6, 20), 64, 32, 0, 65, t.int(66, 90)];
  return Array.from({ length: count }, (_, at) => t.bytes(lengths[at] ?? t.int(6, 40)));
}

export function flipped(bytes, at, mask) {
  const changed = Buffer.from(bytes);
  changed[at] ^= mask;
  return changed;
}

export function copy(bytes) {
  return Buffer.from(bytes);
}
