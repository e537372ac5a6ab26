import { expect, test } from 'vitest';

import { isWritable, judgedFiles } from './file-modes.ts';

test('a learner writes answers and scratch files, and nothing else', () => {
  expect((['edit', 'scratch', 'read', undefined] as const).map(isWritable)).toEqual([true, true, false, false]);
});

test('what is judged has every scratch file as the starter has it, and the answers as they are', () => {
  const starter = { 'a.mjs': 'start', 'demo.mjs': 'demo' };
  const files = { 'a.mjs': 'edit', 'demo.mjs': 'scratch' } as const;
  expect(judgedFiles({ 'a.mjs': 'mine', 'demo.mjs': 'process.exit()' }, starter, files)).toEqual({
    'a.mjs': 'mine',
    'demo.mjs': 'demo',
  });
});
