import { expect, test } from 'vitest';

import { percentile } from './percentile.ts';

test('a percentile is the smallest value that so many are not above, in whatever order they come', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect([0.5, 0.95, 0.99, 1].map(p => percentile(values, p))).toEqual([100, 190, 198, 200]);
  expect(percentile([7], 0.5)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});
