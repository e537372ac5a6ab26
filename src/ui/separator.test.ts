import { describe, expect, it } from 'vitest';

import { placeAfterKey, within } from './separator.ts';

const RANGE = { min: 20, max: 80, usual: 52 };

describe('a key on a separator', () => {
  it.each([
    ['ArrowUp', 48],
    ['ArrowDown', 52],
    ['Home', 20],
    ['End', 80],
    ['Enter', 52],
  ])('%s leads from 50 to %d where it lies', (key, to) => {
    expect(placeAfterKey(key, 50, RANGE, false)).toBe(to);
  });

  it('that points along the line leads nowhere', () => {
    expect(placeAfterKey('ArrowLeft', 50, RANGE, false)).toBeUndefined();
    expect(placeAfterKey('ArrowUp', 50, RANGE, true)).toBeUndefined();
  });

  it('leads sideways where it stands upright', () => {
    expect(placeAfterKey('ArrowLeft', 50, RANGE, true)).toBe(48);
    expect(placeAfterKey('ArrowRight', 50, RANGE, true)).toBe(52);
  });

  it('that means nothing here is left to others', () => {
    expect(placeAfterKey('a', 50, RANGE, true)).toBeUndefined();
  });
});

describe('the place of a separator', () => {
  it('stays between its ends', () => {
    expect(within(-5, RANGE)).toBe(20);
    expect(within(Infinity, RANGE)).toBe(80);
  });

  it('is kept to a tenth of a percent', () => {
    expect(within(100 / 3, RANGE)).toBe(33.3);
  });
});
