import { describe, expect, test } from 'vitest';

import { comparedBytes } from './compared.ts';

const statesOf = (right: string, guess: string) => comparedBytes(right, guess).bytes.map(({ state }) => state);

describe('the drawing of a comparison that stops early', () => {
  test('stops at the first byte that differs, and does not read the rest', () => {
    expect(statesOf('03 a1 5c', '03 a0 5c')).toEqual(['same', 'stops', 'unread']);
    expect(comparedBytes('03 a1 5c', '03 a0 5c').compared).toBe(2);
    expect(comparedBytes('03 a1 5c', '00 a1 5c').compared).toBe(1);
  });

  test('reads all bytes where only the last one differs, or none', () => {
    expect(comparedBytes('03 a1', '03 a0').compared).toBe(2);
    expect(comparedBytes('03 a1', '03 a1')).toEqual({
      bytes: [
        { byte: '03', state: 'same' },
        { byte: 'a1', state: 'same' },
      ],
      compared: 2,
    });
  });

  test('a guess of another length fails the build', () => {
    expect(() => comparedBytes('03 a1', '03')).toThrow('<Compared> has a guess "03" that is not as long as "03 a1"');
  });
});
