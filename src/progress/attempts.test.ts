import { expect, test } from 'vitest';

import { FakeStorage } from '../../testing/fake-storage.ts';
import { mergeLessons, readLesson, recordExplained, recordHints } from './attempts.ts';
import { createStore } from './store.ts';

const fresh = () => {
  const storage = new FakeStorage();
  return createStore(storage, storage.tab());
};

test('hints are remembered for each step, and never fewer than before', () => {
  const store = fresh();
  recordHints(store, 'seal', 2, 1);
  recordHints(store, 'seal', 1, 1);
  recordHints(store, 'seal', 1, 0);
  expect(readLesson(store, 'seal')).toMatchObject({ hints: 2, stepHints: [1, 2] });
});

test('the reader’s own sentence is kept', () => {
  const store = fresh();
  recordExplained(store, 'seal', 'It cancels.');
  expect(readLesson(store, 'seal').explained).toBe('It cancels.');
});

test('an imported record meets what is here: the most hints of each step, and the sentence that is here', () => {
  const here = { v: 1 as const, tries: 0, hints: 1, solution: false, best: 0, stepHints: [1], explained: 'mine' };
  const there = { ...here, stepHints: [0, 3], explained: 'theirs' };
  expect(mergeLessons(here, there)).toMatchObject({ stepHints: [1, 3], explained: 'mine' });
});
