import { expect, test } from 'vitest';

import { drawn } from './proofs.ts';
import { sample } from './sample.ts';

const ALL = ['a', 'b', 'c', 'd', 'e', 'f'];

test('a sample is as large as told, in order, and for one word always the same', () => {
  const drawn = sample(ALL, 'seed', 3);
  expect(new Set(drawn).size).toBe(3);
  expect([...drawn].sort()).toEqual(drawn);
  expect(sample(ALL, 'seed', 3)).toEqual(drawn);
});

test('from seed to seed everything is drawn, and not in the same company', () => {
  const draws = Array.from({ length: 100 }, (_, at) => sample(ALL, `${at}`, 2).join(''));
  expect(new Set(draws.join('')).size).toBe(ALL.length);
  expect(new Set(draws).size).toBeGreaterThan(10);
});

test('of fewer than told all are drawn, and none of none', () => {
  expect(sample(ALL, 'seed', 10)).toEqual(ALL);
  expect(sample([], 'seed', 1)).toEqual([]);
});

test('what takes long is drawn by the seed of the run, and is tried whole where everything is to be proved', () => {
  const scope = { seed: 'seed', only: [] };
  expect(drawn(ALL, 2, { ...scope, everything: false })).toEqual(sample(ALL, 'seed', 2));
  expect(drawn(ALL, 2, { ...scope, everything: true })).toEqual(ALL);
});
