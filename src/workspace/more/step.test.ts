import { expect, test } from 'vitest';

import { stepIn } from './step.ts';

const TEXTS = ['New', 'Copy', '✓Wrap', 'Copy a link'];
const press = (key: string, held = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test.each([
  ['ArrowDown', 3, 0],
  ['ArrowUp', 0, 3],
  ['Home', 2, 0],
  ['End', 0, 3],
  ['c', 0, 1],
  ['C', 1, 3],
  ['c', 3, 1],
  ['w', 0, 2],
  ['x', 0, undefined],
  ['Enter', 0, undefined],
  [' ', 0, undefined],
])('%s leads from entry %i to %s', (key, at, to) => {
  expect(stepIn(press(key), at, TEXTS)).toBe(to);
});

test('a letter with Ctrl is the browser’s', () => {
  expect(stepIn(press('c', { ctrlKey: true }), 0, TEXTS)).toBeUndefined();
});
