import { expect, it } from 'vitest';

import { isMetered } from './metered.ts';

it.each([
  ['a reader who saves data', { saveData: true, effectiveType: '4g' }, true],
  ['a line of a telephone company', { type: 'cellular', effectiveType: '4g' }, true],
  ['a slow line', { type: 'wifi', effectiveType: '3g' }, true],
  ['a quick line at home', { type: 'wifi', effectiveType: '4g', saveData: false }, false],
])('%s is known', (_, connection, metered) => {
  expect(isMetered({ connection })).toBe(metered);
});

it('a browser that tells nothing is not held to be dear', () => {
  expect([isMetered({}), isMetered()]).toEqual([false, false]);
});
