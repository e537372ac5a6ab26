import { afterEach, expect, test } from 'vitest';

import { LESSON, removeCourse, writeCourse } from './fixture/course.ts';
import { exerciseSlugs, loadLesson } from './load.server.ts';
import { formatProblems } from './problem.ts';
import { contractGaps, validateCourse } from './validate.server.ts';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeCourse));
});

const PAGE = `---
title: Seal again
summary: Another box.
minutes: 10
hints: [one, two, three]
checks:
  round-trip: { title: It opens, why: A box must open., ask: Does it?, fix: Open it. }
  short-tag: { title: It is refused, why: Short tags can be guessed., ask: Is it?, fix: Refuse it. }
---

Text.
`;
const [EN, KO] = ['content/en/twins/nonce.mdx', 'content/ko/twins/nonce.mdx'];
const TWIN = {
  'lessons/nonce/twin/lesson.json': LESSON,
  'lessons/nonce/twin/starter/seal.mjs': 'export {};\n',
  'lessons/nonce/twin/solution/seal.mjs': 'export const seal = 2;\n',
  'lessons/nonce/twin/checks/nonce-twin.test.mjs': '',
  [EN]: PAGE,
  [KO]: PAGE,
};

async function courseWith(changes: Record<string, string | null>): Promise<string> {
  const root = await writeCourse({ ...TWIN, ...changes });
  roots.push(root);
  return root;
}

async function problemsWith(changes: Record<string, string | null>): Promise<string[]> {
  const text = formatProblems(await validateCourse(await courseWith(changes)));
  return text.split('\n').filter(Boolean);
}

test('a lesson with a whole twin has no problem, and the twin is an exercise beside it', async () => {
  const root = await courseWith({});
  expect(await validateCourse(root)).toEqual([]);
  expect(await exerciseSlugs(`${root}/lessons`)).toEqual(['nonce', 'nonce-twin']);
  const twin = await loadLesson('nonce-twin', { lessons: `${root}/lessons` });
  expect(twin.solution).toEqual({ 'seal.mjs': 'export const seal = 2;\n' });
  expect(Object.keys((await loadLesson('nonce', { lessons: `${root}/lessons` })).bundle.check)).not.toContain(
    'nonce-twin.test.mjs',
  );
});

test('a twin without a page in one of the languages is named, with the page it lacks', async () => {
  expect(await problemsWith({ [KO]: null })).toEqual([
    'lessons/nonce/twin/lesson.json:1:1  has no page content/ko/twins/nonce.mdx; a twin has one in every language',
  ]);
});

test('a page without a twin is named, with the nearest lesson that has one', async () => {
  expect(await problemsWith({ 'content/en/twins/nonse.mdx': PAGE })).toEqual([
    'content/en/twins/nonse.mdx:1:1  has no exercise: lessons/nonse/twin/ is not there; did you mean "nonce"?',
  ]);
});

test('an unknown, a missing and a differing key of a page stand at their lines', async () => {
  expect(await problemsWith({ [EN]: PAGE.replace('minutes: 10', 'minutes: 10\nneeds: []') })).toEqual([
    `${EN}:5:1  "needs" is not known here; is it misspelt?`,
  ]);
  expect(await problemsWith({ [EN]: PAGE.replace('summary: Another box.\n', '') })).toEqual([
    `${EN}:2:1  "summary" is missing`,
  ]);
  expect(await problemsWith({ [KO]: PAGE.replace('minutes: 10', 'minutes: 12') })).toEqual([
    `${KO}:4:10  "minutes" is 12 here and 10 in ${EN}`,
  ]);
});

test('a check of a twin without words, and words without a check, are told at their places', async () => {
  const misspelt = PAGE.replace('short-tag:', 'short-tags:');
  expect(await problemsWith({ [EN]: misspelt, [KO]: misspelt })).toContain(
    `${EN}:8:3  check "short-tags" is not in lessons/nonce/twin/lesson.json under "steps"; did you mean "short-tag"?`,
  );
});

test('what is wrong in the folder of a twin is told with its path', async () => {
  expect(await problemsWith({ 'lessons/nonce/twin/starter/seal.mjs': null })).toContain(
    'lessons/nonce/twin/lesson.json:4:5  "seal.mjs" is not in lessons/nonce/twin/starter/',
  );
});

test('a twin of the second edition is held to it: wrong answers, words, and nothing left to write', async () => {
  const changes = { 'lessons/nonce/twin/lesson.json': LESSON.replace('{', '{\n  "edition": 2,') };
  const todo = { [EN]: PAGE.replace('fix: Open it.', 'fix: TODO') };
  const problems = await problemsWith({ ...changes, ...todo });
  expect(problems).toEqual([
    `${EN}:7:1  TODO: still to be written`,
    'lessons/nonce/twin/lesson.json:1:1  wrong/ holds 0 answers: at least 3 belong there',
  ]);
  expect(formatProblems(await contractGaps(await courseWith(todo), 'nonce-twin')).split('\n')).toEqual(problems);
});
