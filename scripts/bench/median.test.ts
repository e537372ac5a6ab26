import { expect, test } from 'vitest';

import { median } from './median.ts';

test.for([
  [[3, 1, 2], 2],
  [[10, 9], 9.5],
  [[7], 7],
  [[], NaN],
] as const)('the median of %j is %d, whatever their order', ([values, middle]) => {
  expect(median(values)).toBe(middle);
});
