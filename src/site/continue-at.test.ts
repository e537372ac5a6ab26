import { expect, test } from 'vitest';

import { continueAt, wasOpened } from './continue-at.ts';

const places = ['copied-snippet', 'echo', 'aead'].map(slug => ({ path: `/en/x/${slug}/`, exercise: slug }));
const lastAt = (slug: string) => ({ lastLesson: { lang: 'ko', path: `/ko/x/${slug}/` } });

test('who has not begun is sent nowhere in particular', () => {
  expect(continueAt(places, { lessons: {} })).toBeUndefined();
});

test('who was at a lesson goes on there, in whichever language they read now', () => {
  expect(continueAt(places, { ...lastAt('echo'), lessons: {} })).toBe(1);
});

test('who passed the last one goes on with the next that is open', () => {
  expect(
    continueAt(places, { ...lastAt('copied-snippet'), lessons: { 'copied-snippet': 'passed', echo: 'passed' } }),
  ).toBe(2);
});

test('who is at the end goes back to what was left out', () => {
  expect(continueAt(places, { ...lastAt('aead'), lessons: { aead: 'passed', echo: 'started' } })).toBe(0);
});

test('who passed all has nothing to go on with', () => {
  const all = { 'copied-snippet': 'passed', echo: 'passed', aead: 'passed' } as const;
  expect(continueAt(places, { ...lastAt('aead'), lessons: all })).toBeUndefined();
});

test('who has progress but no last lesson, or one that is gone, goes on with the first open one', () => {
  expect(continueAt(places, { lessons: { 'copied-snippet': 'passed' } })).toBe(1);
  expect(continueAt(places, { ...lastAt('gone'), lessons: {} })).toBeUndefined();
});

test('only where somebody has been is there something to continue', () => {
  const [first, second, third] = places as [(typeof places)[0], (typeof places)[0], (typeof places)[0]];
  const progress = { ...lastAt('echo'), lessons: { 'copied-snippet': 'passed' } } as const;
  expect([first, second, third].map(place => wasOpened(place, progress))).toEqual([true, true, false]);
});
