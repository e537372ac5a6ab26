import { expect, test } from 'vitest';

import type { Exercise } from '../../exercise.ts';
import { applyDiffNearby } from './diff.ts';
import { readWrongAnswers } from './read.ts';
import { writtenAs } from './write.ts';

const lines = (...all: string[]) => all.map(line => `${line}\n`).join('');
const SOLUTION = {
  'a.mjs': lines(
    'one',
    '',
    'two',
    'three',
    'four',
    '-- of them',
    '++ more',
    ...Array.from({ length: 12 }, (_, at) => `line ${at}`),
    'seven',
  ),
  'b.mjs': lines('uno', 'dos', 'tres', ...Array.from({ length: 12 }, (_, at) => `linea ${at}`)),
  'demo.mjs': lines('demo'),
};
const ABOUT = { caughtBy: ['holds', 'works'], misconception: 'It is all the same.' };
const exercise = {
  files: { 'a.mjs': 'edit', 'b.mjs': 'edit', 'demo.mjs': 'read' },
  steps: [['works', 'holds']],
} as unknown as Exercise;

function readBack(wrong: Record<string, string>) {
  const { answers, problems } = readWrongAnswers({ slug: 'count', exercise, solution: SOLUTION, wrong });
  expect(problems).toEqual([]);
  return Object.fromEntries(answers);
}

test.each([
  ['a change at the beginning', { 'a.mjs': SOLUTION['a.mjs'].replace('one', 'eins') }],
  ['two changes', { 'a.mjs': SOLUTION['a.mjs'].replace('two', 'zwei').replace('seven\n', '') }],
  ['lines before the first', { 'a.mjs': `zero\n${SOLUTION['a.mjs']}` }],
  [
    'lines that look like the head of a diff',
    { 'a.mjs': SOLUTION['a.mjs'].replace('-- of them\n++ more\n', '-- a\n++ b\n') },
  ],
  ['a last line without its end', { 'a.mjs': SOLUTION['a.mjs'].replace(/\n$/, '') }],
  ['another file', { 'b.mjs': SOLUTION['b.mjs'].replace('tres\n', '') }],
  [
    'two files',
    { 'a.mjs': SOLUTION['a.mjs'].replace('four', 'vier'), 'b.mjs': SOLUTION['b.mjs'].replace('uno', 'ein') },
  ],
])('%s is written as a diff that gives the same files', (_, changed) => {
  const files = { ...SOLUTION, ...changed };
  const written = writtenAs('other', { ...ABOUT, files }, SOLUTION);
  expect(Object.keys(written)).toEqual(['other.diff']);
  expect(readBack(written)).toEqual({ other: { ...ABOUT, files } });
});

test('a small change is a diff, a rewrite whole files: those that differ', () => {
  const small = { ...SOLUTION, 'a.mjs': SOLUTION['a.mjs'].replace('four', 'vier') };
  expect(Object.keys(writtenAs('small', { ...ABOUT, files: small }, SOLUTION))).toEqual(['small.diff']);
  const rewritten = { ...SOLUTION, 'a.mjs': lines('eins', 'zwei', 'drei', 'vier') };
  const whole = writtenAs('rewritten', { ...ABOUT, files: rewritten }, SOLUTION);
  expect(Object.keys(whole)).toEqual(['rewritten/about.txt', 'rewritten/a.mjs']);
  expect(readBack(whole)).toEqual({ rewritten: { ...ABOUT, files: rewritten } });
});

test('a solution that has moved under a diff is found again, one that has changed there is not', () => {
  const files = { ...SOLUTION, 'a.mjs': SOLUTION['a.mjs'].replace('four', 'vier') };
  const { 'small.diff': diff = '' } = writtenAs('small', { ...ABOUT, files }, SOLUTION);
  const moved = { ...SOLUTION, 'a.mjs': `zero\n${SOLUTION['a.mjs']}` };
  expect(
    readWrongAnswers({ slug: 'count', exercise, solution: moved, wrong: { 'small.diff': diff } }).problems,
  ).toHaveLength(1);
  expect(applyDiffNearby(diff, moved)).toEqual({ 'a.mjs': moved['a.mjs'].replace('four', 'vier') });
  expect(applyDiffNearby(diff, { ...SOLUTION, 'a.mjs': SOLUTION['a.mjs'].replace('four', '4') })).toBeUndefined();
});
