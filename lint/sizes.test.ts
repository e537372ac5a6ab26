import { expect, test } from 'vitest';

import { functionsIn, percentile } from './sizes.ts';

const CODE = `import './a.ts';
export function outer() {
  const inner = () => {
    return 1;
  };
  return [1].map(x => x + inner());
}
class Store {
  get() { return 1; }
  constructor() {
    this.on(() => {
    });
  }
}
const handlers = { onEnd: async () => {
} };
`;

test('a function is measured from its first line to its last, with those in it', () => {
  expect(functionsIn('a.ts', CODE)).toEqual([
    { what: 'a.ts:2 outer', lines: 6 },
    { what: 'a.ts:3 inner', lines: 3 },
    { what: 'a.ts:9 get', lines: 1 },
    { what: 'a.ts:10 a function', lines: 4 },
    { what: 'a.ts:11 a function', lines: 2 },
    { what: 'a.ts:15 onEnd', lines: 2 },
  ]);
});

test('a percentile is a size that there is, the nearest rank', () => {
  const sizes = [40, 10, 30, 20].map(lines => ({ what: '', lines }));
  expect([0, 0.5, 0.75, 0.9, 1].map(part => percentile(sizes, part))).toEqual([10, 20, 30, 40, 40]);
  expect(percentile([], 0.5)).toBe(0);
});
