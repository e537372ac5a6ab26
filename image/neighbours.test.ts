import { expect, test } from 'vitest';
import { neighbours } from './neighbours.ts';

const NODE = '/usr/lib/i386-linux-gnu/libnode.so.137';
/** Sixteen pages of a file, from this block on. */
const pagesOf = (path: string, from: number) =>
  Array.from({ length: 16 }, (_, page) => [from + page, { path, page }] as const);
const near = (needed: number[], path = NODE): number[] => [...neighbours(new Set(needed), new Map(pagesOf(path, 100)))];

test('of a stretch with two needed pages all are taken, and those of no other', () => {
  expect(near([100, 107])).toEqual([101, 102, 103, 104, 105, 106]);
  expect(near([108, 109, 110, 111, 112, 113])).toEqual([114, 115]);
});

test('one page alone has no neighbours, nor have two of different stretches', () => {
  expect(near([103])).toEqual([]);
  expect(near([107, 108])).toEqual([]);
});

test('stretches are of one file and of its pages, wherever they lie on the disk', () => {
  const places = new Map([...pagesOf(NODE, 100), ...pagesOf('/usr/lib/i386-linux-gnu/libssl.so.3', 116)]);
  expect([...neighbours(new Set([115, 116]), places)]).toEqual([]);
});

test.each([
  ['/usr/bin/perl', 6],
  ['/usr/bin/openssl', 0],
  ['/usr/lib/i386-linux-gnu/libicuuc.so.78.3', 6],
  ['/usr/lib/i386-linux-gnu/libicudata.so.78.3', 0],
])('of %s there are %d more', (path, count) => {
  expect(near([100, 101], path)).toHaveLength(count);
});
