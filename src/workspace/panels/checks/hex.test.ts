import { describe, expect, it } from 'vitest';

import { BYTES_A_ROW, firstDifference, hexRows } from './hex.ts';

describe('a hex table', () => {
  it('has offsets, bytes and printable characters', () => {
    const rows = hexRows(Buffer.from('GET / HTTP\r\n').toString('hex'));
    expect(rows.map(row => row.offset)).toEqual(['0000', '0008']);
    expect(rows[0]!.bytes).toHaveLength(BYTES_A_ROW);
    expect(rows[1]!.bytes.map(byte => byte.hex + byte.char)).toEqual(['54T', '50P', '0d.', '0a.']);
  });

  it('marks bytes that differ and bytes only one side has', () => {
    const [row] = hexRows('0011ff33', '001122');
    expect(row!.bytes.map(byte => byte.differs)).toEqual([false, false, true, true]);
    expect(row!.differing).toBe(2);
  });

  it('marks nothing without another side, and copes with nothing at all', () => {
    expect(hexRows('0011')[0]!.differing).toBe(0);
    expect(hexRows('')).toEqual([]);
  });
});

describe('the first difference of two texts', () => {
  it('is where they part', () => {
    expect(firstDifference('pay 10', 'pay 90')).toBe(4);
    expect(firstDifference('pay', 'pay 90')).toBe(3);
    expect(firstDifference('same', 'same')).toBeUndefined();
  });

  it('never cuts a character in two', () => expect(firstDifference('a🔑', 'a🔒')).toBe(1));
});
