import { expect, test } from 'vitest';

import { gradeBounds } from './grade-bounds.ts';

test('grading takes as many machines and as much memory as it is told, and else decides for itself', () => {
  expect(gradeBounds({})).toEqual({});
  expect(gradeBounds({ machines: '2', memory: '1024' })).toEqual({ machines: 2, memoryBytes: 2 ** 30 });
});

test('numbers that make no sense are told with those that do', () => {
  expect(() => gradeBounds({ machines: '0' })).toThrow('--machines 0 is no number from 1 to 64');
  expect(() => gradeBounds({ machines: '65' })).toThrow('from 1 to 64');
  expect(() => gradeBounds({ memory: '1e9' })).toThrow('--memory 1e9 is no number');
});
