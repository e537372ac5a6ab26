import { expect, test } from 'vitest';

import { testRequestFrom } from './request.ts';

const IDS = ['types', 'lint', 'unit', 'e2e'];

test('stages and the flag may come in any order', () => {
  expect(testRequestFrom([], IDS)).toEqual({ stages: [], changed: false });
  expect(testRequestFrom(['unit', '--changed', 'lint'], IDS)).toEqual({ stages: ['unit', 'lint'], changed: true });
  expect(testRequestFrom(['--changed'], IDS)).toEqual({ stages: [], changed: true });
});

test('a word that is no stage is refused with the nearest one, or with all', () => {
  expect(() => testRequestFrom(['unti'], IDS)).toThrow('npm test: no stage "unti"; did you mean "unit"?');
  expect(() => testRequestFrom(['nonsense'], IDS)).toThrow('no stage "nonsense"; there are: types, lint, unit, e2e');
});

test('a flag that does not exist is refused with the one that does', () => {
  expect(() => testRequestFrom(['--change'], IDS)).toThrow('npm test: no flag "--change"; did you mean "--changed"?');
  expect(() => testRequestFrom(['-w'], IDS)).toThrow('npm test: no flag "-w"; there are: --changed');
});
