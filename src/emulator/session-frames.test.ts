import { expect, test } from 'vitest';
import { decodeLook, encodeChange, encodeSession, encodeSize } from './session-frames.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (frames: readonly Uint8Array[]): string => frames.map(frame => new TextDecoder().decode(frame)).join('');
const SIZE = { rows: 24, columns: 80 };

test('a session has its files before its shell, with its size and variables', () => {
  const frames = encodeSession('s', { ...SIZE, env: { TZ: 'Asia/Seoul', A: 'b=c' }, files: { 'work/a': 'x' } });
  expect(text(frames)).toBe('F 0 11\n6 1\nwork/axP s 25\n24 80\nTZ=Asia/Seoul\nA=b=c');
  expect(text(encodeSession('s', { ...SIZE, env: {}, files: {} }))).toBe('P s 5\n24 80');
});

test('a variable that would be two, and a path that leaves the workspace, are refused', () => {
  expect(() => encodeSession('s', { ...SIZE, env: { A: 'b\nC=d' }, files: {} })).toThrow('"A"');
  expect(() => encodeChange([], { '../a': '' }, 1)).toThrow('"../a"');
});

test.each([
  [{ rows: 0, columns: -5 }, '1 1'],
  [{ rows: 7.9, columns: NaN }, '7 1'],
  [{ rows: 1e9, columns: Infinity }, '1000 1000'],
])('the size %j is one that a terminal can have', (size, shown) => {
  expect(text([encodeSize('s', size)])).toBe(`W s ${shown.length}\n${shown}`);
});

test('what goes is told before what is written, as no part of the change yet', () => {
  expect(text(encodeChange(['work/a', 'work/b'], { 'work/a/c': '' }, 3))).toBe(
    'D 2 13\nwork/a\0work/bF 3 12\n8 0\nwork/a/c',
  );
  expect(text(encodeChange([], { 'work/a': '' }, 1))).toMatch(/^F 1 /);
});

test('a look is read: contents, what is gone, what is only named, what went wrong', () => {
  const look = decodeLook(bytes('0 4\nnope10 5\nwork/a.txt안\n\n6 -\nwork/b6 !\nwork/c6 0\nwork/d'));
  expect(look.troubles).toEqual(['nope']);
  expect([...look.files]).toEqual([
    ['work/a.txt', bytes('안\n\n')],
    ['work/b', undefined],
    ['work/d', new Uint8Array(0)],
  ]);
  expect(look.withheld).toEqual(['work/c']);
});

test('a name that is no text is told as withheld, and what is no record ends the look', () => {
  const look = decodeLook(Uint8Array.from([...bytes('6 1\nwork/'), 0xff, ...bytes('x6 1\nwork/ayx x\n6 1\nwork/by')]));
  expect(look.withheld).toEqual(['work/\uFFFD']);
  expect([...look.files.keys()]).toEqual(['work/a']);
  expect(decodeLook(bytes('6 1'))).toEqual({ files: new Map(), withheld: [], troubles: [] });
});
