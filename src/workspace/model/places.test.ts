import { describe, expect, it } from 'vitest';

import { placeOf, splitPlaces } from './places.ts';

describe("a place in the learner's files", () => {
  const paths = ['seal.mjs', 'lib/box.mjs'];

  it("is found in a stack, with the machine's folder or without", () => {
    expect(splitPlaces('    at open (file:///lesson/work/seal.mjs:12:7)', paths)).toEqual([
      '    at open (',
      { text: 'file:///lesson/work/seal.mjs:12:7', place: { path: 'seal.mjs', line: 12, column: 7 } },
      ')',
    ]);
    expect(splitPlaces('/lesson/work/lib/box.mjs:3\nx', paths)).toEqual([
      { text: '/lesson/work/lib/box.mjs:3', place: { path: 'lib/box.mjs', line: 3 } },
      '\nx',
    ]);
    expect(placeOf('seal.mjs:2:4', paths)).toEqual({ path: 'seal.mjs', line: 2, column: 4 });
  });

  it('is found as by the pattern that tried every start, in ten thousand texts', () => {
    const slow = /(?:(?:file:\/\/)?\/(?:[\w.-]+\/)*?work\/)?([\w.-]+(?:\/[\w.-]+)*):(\d+)(?::(\d+))?/g;
    const pieces = [
      'seal.mjs',
      'lib/',
      'box.mjs',
      ':',
      '1',
      '27',
      ' ',
      '(',
      ' /lesson/work/',
      '(file:///lesson/work/',
      'x',
    ];
    let state = 7;
    const random = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) >>> 8;
    for (let round = 0; round < 10_000; round++) {
      const text = Array.from({ length: 1 + (random() % 9) }, () => pieces[random() % pieces.length]).join('');
      const expected = [...text.matchAll(slow)]
        .filter(([, path]) => paths.includes(path!))
        .map(([whole, path, line, column]) => ({
          whole,
          path,
          line: Number(line),
          ...(column && { column: Number(column) }),
        }));
      const found = splitPlaces(text, paths)
        .filter(part => typeof part === 'object')
        .map(({ text: whole, place }) => ({ whole, ...place }));
      expect({ text, found }).toEqual({ text, found: expected });
    }
  });

  it.each([
    ['a path', 'a/'],
    ['a name', 'a'],
    ['numbers', ':1'],
    ['folders', '/work/'],
  ])(
    'is looked for in a line of a megabyte of %s, where a pattern that tried every start took the best part of an hour',
    (_, piece) => {
      const line = piece.repeat(1_000_000 / piece.length);
      expect(splitPlaces(`${line} seal.mjs:3`, paths).at(-1)).toEqual({
        text: 'seal.mjs:3',
        place: { path: 'seal.mjs', line: 3 },
      });
    },
  );

  it('is not found in files of Node, of the checks or of nobody', () => {
    for (const text of [
      'node:internal/tls:3:4',
      '/lesson/check/run.mjs:1:2',
      'other.mjs:1',
      '127.0.0.1:8080',
      'seal.mjs',
    ]) {
      expect(splitPlaces(text, paths)).toEqual([text]);
    }
    expect(placeOf(undefined, paths)).toBeUndefined();
  });
});
