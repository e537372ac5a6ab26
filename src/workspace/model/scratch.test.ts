import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { FakeStorage } from '../../../testing/fake-storage.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import { createStore } from '../../progress/index.ts';
import { Code } from './code.ts';

const STARTER = { 'seal.mjs': 'start', 'demo.mjs': 'demo', 'notes.txt': 'read me' };
const exercise = exerciseSchema.parse({
  entry: 'seal.mjs',
  run: 'demo.mjs',
  files: { 'seal.mjs': 'edit', 'demo.mjs': 'scratch', 'notes.txt': 'read' },
  needs: [],
  steps: [['a']],
});

let code: Code;
let detach: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  const storage = new FakeStorage();
  code = new Code({ slug: 'seal', exercise, starter: STARTER, version: '1', isHidden: () => false, now: () => 1 });
  detach = code.attach(createStore(storage, storage.tab()));
});
afterEach(() => {
  detach();
  vi.useRealTimers();
});

test('a scratch file is written, run and kept like the answer, and judged as the lesson began', () => {
  code.edit('demo.mjs', 'tried out');
  code.edit('seal.mjs', 'mine');
  expect(code.files.value).toMatchObject({ 'demo.mjs': 'tried out', 'seal.mjs': 'mine' });
  expect(code.judged.value).toMatchObject({ 'demo.mjs': 'demo', 'seal.mjs': 'mine' });
});

test('what is tried out makes no verdict stale', () => {
  const before = code.name.value;
  code.edit('demo.mjs', 'tried out');
  expect(code.name.value).toBe(before);
  code.edit('seal.mjs', 'mine');
  expect(code.name.value).not.toBe(before);
});

test('Reset brings a scratch file back, and taking the solution leaves it alone', () => {
  code.edit('demo.mjs', 'tried out');
  code.takeSolution({ ...STARTER, 'seal.mjs': 'solved' });
  expect(code.files.value).toMatchObject({ 'demo.mjs': 'tried out', 'seal.mjs': 'solved' });
  code.reset();
  expect(code.files.value).toEqual(STARTER);
});

test('a file that is only read stays as it is', () => {
  code.edit('notes.txt', 'mine');
  expect(code.files.value['notes.txt']).toBe('read me');
});
