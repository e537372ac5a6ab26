/** Numbers that look random and are the same for the same seed (mulberry32), from 0 up to 1. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const below = (random: Random, end: number): number => Math.floor(random() * end);

/** Bytes that lengths, tags and types are most easily wrong at. */
const NASTY = [0, 1, 0x7f, 0x80, 0xff, 0x30, 0x84, 0x16, 0x17];

const WAYS: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  (bytes, random) => replaced(bytes, random, byte => byte ^ (1 << below(random, 8))),
  (bytes, random) => replaced(bytes, random, () => below(random, 256)),
  (bytes, random) => replaced(bytes, random, () => NASTY[below(random, NASTY.length)]!),
  (bytes, random) => bytes.slice(0, below(random, bytes.length)),
  (bytes, random) => {
    const at = below(random, bytes.length);
    const length = 1 + below(random, 16);
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
  },
  (bytes, random) => {
    const at = below(random, bytes.length);
    const more = Array.from({ length: 1 + below(random, 8) }, () => below(random, 256));
    return Uint8Array.from([...bytes.subarray(0, at), ...more, ...bytes.subarray(at)]);
  },
];

function replaced(bytes: Uint8Array, random: Random, to: (byte: number) => number): Uint8Array {
  const copy = bytes.slice();
  const at = below(random, copy.length);
  if (copy.length > 0) copy[at] = to(copy[at]!);
  return copy;
}

/** These bytes with one to four things changed in them. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let changed = bytes;
  for (let times = 1 + below(random, 4); times > 0; times--)
    changed = WAYS[below(random, WAYS.length)]!(changed, random);
  return changed;
}
