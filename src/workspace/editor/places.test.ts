import { describe, expect, it } from 'vitest';

import { offsetAt, placeAt } from './places.ts';

const text = 'first\nsecond\n\nfourth';

describe('places', () => {
  it('counts lines and columns from 1', () => {
    expect(placeAt(text, 0)).toEqual({ line: 1, column: 1 });
    expect(placeAt(text, 8)).toEqual({ line: 2, column: 3 });
    expect(placeAt(text, text.length)).toEqual({ line: 4, column: 7 });
  });

  it('finds every offset again from its place', () => {
    for (let offset = 0; offset <= text.length; offset += 1) {
      expect(offsetAt(text, placeAt(text, offset))).toBe(offset);
    }
  });

  it('goes to the nearest place where there is no such line or column', () => {
    expect(offsetAt(text, { line: 99, column: 1 })).toBe(text.indexOf('fourth'));
    expect(offsetAt(text, { line: 1, column: 99 })).toBe(5);
    expect(offsetAt(text, { line: 0, column: 0 })).toBe(0);
  });
});
