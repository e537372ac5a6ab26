import { expect, test } from 'vitest';

import type { WrittenLesson } from './course.ts';
import { classTime, type LessonPlan } from './plan.ts';
import { taughtLesson } from './taught.ts';

const LESSON = { chapter: 'encryption', slug: 'seal', number: 10, title: 'Seal', summary: 'A box.', minutes: 15 };
const lesson = {
  ...LESSON,
  written: true,
  id: 'en/02-encryption/10-seal',
  proseLang: 'en',
  exercise: 'seal',
} as WrittenLesson;
const spoken = { ask: 'Why?', answer: 'So.' };
const plan: LessonPlan = {
  ...{ show: 'Run it.', before: spoken, after: spoken, board: 'key' },
  mistakes: ['open', 'shut', 'lost'],
  labels: { 'It is open.': '열려 있어요.' },
};
const prose = {
  checks: {
    one: { title: 'One', why: 'So.', ask: 'What?', outcomes: {} },
    two: { title: 'Two', why: 'So.', outcomes: {} },
  },
};
const wrong = new Map([
  ['open', { misconception: 'It is open.', caughtBy: ['two', 'one'] }],
  ['shut', { misconception: 'It is shut.', caughtBy: ['one'] }],
  ['lost', { misconception: 'It is lost.', caughtBy: ['one'] }],
  ['more', { misconception: 'More.', caughtBy: ['one'] }],
]);

test('a lesson in class takes a frame around half as long again as for one reader, in steps of five minutes', () => {
  expect(classTime(12)).toEqual({ show: 5, work: 20, talk: 10, total: 35 });
  expect(classTime(20)).toEqual({ show: 5, work: 30, talk: 10, total: 45 });
});

test('a mistake is told in the words of the language, with the check that it was written for', () => {
  const { mistakes, left, href } = taughtLesson('ko', lesson, plan, prose, wrong);
  expect(mistakes[0]).toEqual({ name: 'open', believes: '열려 있어요.', caughtBy: 'Two', ask: undefined, more: 1 });
  expect(mistakes[1]).toMatchObject({ believes: 'It is shut.', caughtBy: 'One', ask: 'What?', more: 0 });
  expect(left).toBe(1);
  expect(href).toBe('/ko/encryption/seal/');
});

test('a mistake that the lesson does not keep, and a check without words, stop the build', () => {
  const named = (mistakes: string[]) => () => taughtLesson('en', lesson, { ...plan, mistakes }, prose, wrong);
  expect(named(['gone'])).toThrow('seal has no wrong answer "gone"');
  const odd = new Map([['open', { misconception: 'It is open.', caughtBy: ['three'] }]]);
  expect(() => taughtLesson('en', lesson, { ...plan, mistakes: ['open'] }, prose, odd)).toThrow(
    'seal has no words for the check "three"',
  );
});
