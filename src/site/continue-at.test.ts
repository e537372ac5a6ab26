import { expect, test } from 'vitest';

import { continueAt } from './continue-at.ts';

const places = ['copied-snippet', 'echo', 'aead'].map(slug => ({ path: `/en/x/${slug}/`, exercise: slug }));
const lastAt = (slug: string) => ({ lastLesson: { lang: 'ko', path: `/ko/x/${slug}/` } });

test('who has not begun is sent nowhere in particular', () => {
  expect(continueAt(places, { lessons: {} })).toBeUndefined();
});

test('who was at a lesson goes on there, in whichever language they read now', () => {
  expect(continueAt(places, { ...lastAt('echo'), lessons: {} })).toEqual({ at: 1, opened: true });
});

test('who passed the last one goes on with the next that is open', () => {
  expect(
    continueAt(places, { ...lastAt('copied-snippet'), lessons: { 'copied-snippet': 'passed', echo: 'passed' } }),
  ).toEqual({ at: 2, opened: false });
});

test('who comes to a lesson they had begun before goes on there, and to no other as if they had', () => {
  const passed = { ...lastAt('copied-snippet'), lessons: { 'copied-snippet': 'passed' } } as const;
  expect(continueAt(places, passed)).toEqual({ at: 1, opened: false });
  expect(continueAt(places, { ...passed, lessons: { ...passed.lessons, echo: 'started' } })).toEqual({
    at: 1,
    opened: true,
  });
});

test('who is at the end goes back to what was left out', () => {
  expect(continueAt(places, { ...lastAt('aead'), lessons: { aead: 'passed', echo: 'started' } })).toEqual({
    at: 0,
    opened: false,
  });
});

test('who passed all, with a solution shown or without, is done', () => {
  const all = { 'copied-snippet': 'passed', echo: 'shown', aead: 'passed' } as const;
  expect(continueAt(places, { ...lastAt('aead'), lessons: all })).toBe('done');
});

test('who has progress but no last lesson, or one that is gone, goes on with the first open one', () => {
  expect(continueAt(places, { lessons: { 'copied-snippet': 'passed' } })).toEqual({ at: 1, opened: false });
  expect(continueAt(places, { ...lastAt('gone'), lessons: {} })).toBeUndefined();
});
