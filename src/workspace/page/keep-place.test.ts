import { expect, it } from 'vitest';

import { placeOf, topOf } from './keep-place.ts';

const english = [0, 400, 1_000, 2_000];
const korean = [0, 300, 1_500, 1_800];

it.each([0, 399, 400, 700, 1_999])('is the same place again in the same text, at %i px', top => {
  expect(topOf(placeOf(top, english), english)).toBeCloseTo(top);
});

it('is as far below the same heading in a text of other lengths', () => {
  expect(topOf(placeOf(700, english), korean)).toBe(900);
  expect(topOf(placeOf(1_000, english), korean)).toBe(1_500);
});

it('is within the text where it has fewer headings, or none', () => {
  expect(topOf(placeOf(1_500, english), [0, 900])).toBe(900);
  expect(topOf(0.5, [0, 100])).toBe(50);
});
