import { expect, test } from 'vitest';

import { testWishFrom } from './wish.ts';

const IDS = ['types', 'lint', 'unit', 'e2e'];

test('stages and the flag may come in any order', () => {
  expect(testWishFrom([], IDS)).toEqual({ stages: [], changed: false });
  expect(testWishFrom(['unit', '--changed', 'lint'], IDS)).toEqual({ stages: ['unit', 'lint'], changed: true });
  expect(testWishFrom(['--changed'], IDS)).toEqual({ stages: [], changed: true });
});

test('a word that is no stage is refused with the nearest one, or with all', () => {
  expect(() => testWishFrom(['unti'], IDS)).toThrow('npm test: no stage "unti"; did you mean "unit"?');
  expect(() => testWishFrom(['nonsense'], IDS)).toThrow('no stage "nonsense"; there are: types, lint, unit, e2e');
});

test('a flag that does not exist is refused with the one that does', () => {
  expect(() => testWishFrom(['--change'], IDS)).toThrow('npm test: no flag "--change"; did you mean "--changed"?');
  expect(() => testWishFrom(['-w'], IDS)).toThrow('npm test: no flag "-w"; there are: --changed');
});
