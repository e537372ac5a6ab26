import { expect, test } from 'vitest';

import { Reassembly } from './reassembly.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (parts: readonly Uint8Array[]): string => parts.map(part => new TextDecoder().decode(part)).join('');

test('bytes come out in their order, whatever order they came in', () => {
  const stream = new Reassembly();
  stream.syn(99);
  expect(textOf(stream.add(103, bytes('def')))).toBe('');
  expect(stream.gap).toBe(true);
  expect(textOf(stream.add(100, bytes('abc')))).toBe('abcdef');
  expect(stream.gap).toBe(false);
});

test('what came before adds nothing, and of an overlap only what is new', () => {
  const stream = new Reassembly();
  expect(textOf(stream.add(5, bytes('abc')))).toBe('abc');
  expect(textOf(stream.add(5, bytes('abc')))).toBe('');
  expect(textOf(stream.add(6, bytes('bcde')))).toBe('de');
});

test('sequence numbers go on at 0 after the last', () => {
  const stream = new Reassembly();
  stream.syn(0xfffffffe);
  expect(textOf(stream.add(0, bytes('bc')))).toBe('');
  expect(textOf(stream.add(0xffffffff, bytes('a')))).toBe('abc');
});

test('no more is held back than is sensible, and what was dropped is a gap', () => {
  const stream = new Reassembly();
  stream.syn(0);
  for (let n = 0; n < 5; n++) stream.add(2 + n * 2 ** 20, new Uint8Array(2 ** 20));
  stream.add(1, bytes('a'));
  expect(stream.gap).toBe(true);
});
