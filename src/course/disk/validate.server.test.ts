import { afterEach, expect, test } from 'vitest';

import { EN, filesOf, KO, LESSON, OUTLINE, PROSE, removeCourse, writeCourse } from './fixture/course.ts';
import { formatProblems } from './problem.ts';
import { validateCourse } from './validate.server.ts';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeCourse));
});

/** The problems of the whole little course with some files changed; `null` takes a file away. */
async function problemsWith(changes: Record<string, string | null>): Promise<string[]> {
  const root = await writeCourse(changes);
  roots.push(root);
  const problems = formatProblems(await validateCourse(root));
  return problems === '' ? [] : problems.split('\n');
}

test('a whole course has no problem', async () => {
  expect(await problemsWith({})).toEqual([]);
});

test('a lesson in one language only is no mistake: the page falls back', async () => {
  expect(await problemsWith({ [KO]: null })).toEqual([]);
});

test('an exercise that is not there is named at its line, with the nearest that is', async () => {
  expect(await problemsWith({ [EN]: PROSE.replace('exercise: nonce', 'exercise: nope') })).toContain(
    `${EN}:4:11  exercise "nope" not found in lessons/; did you mean "nonce"?`,
  );
});

test('a check without words is named where the checks begin', async () => {
  const without = PROSE.replace(/ {2}short-tag:\n.*\n.*\n/, '');
  expect(await problemsWith({ [EN]: without })).toEqual([
    `${EN}:6:1  check "short-tag" of lessons/nonce/lesson.json has no words here; add it with a title and a why`,
  ]);
});

test('words without a check are named at their own line', async () => {
  const misspelt = PROSE.replace('short-tag:', 'short-tags:');
  expect(await problemsWith({ [EN]: misspelt })).toContain(
    `${EN}:10:3  check "short-tags" is not in lessons/nonce/lesson.json under "steps"; did you mean "short-tag"?`,
  );
});

test('a key the frontmatter does not know stands at its line', async () => {
  expect(await problemsWith({ [EN]: PROSE.replace('minutes: 15', 'minutes: 15\nminuts: 15') })).toEqual([
    `${EN}:6:1  "minuts" is not known here; is it misspelt?`,
  ]);
});

test('a value of the wrong kind stands at its line', async () => {
  const [problem] = await problemsWith({ [KO]: PROSE.replace('minutes: 15', 'minutes: soon') });
  expect(problem).toMatch(`${KO}:5:10  "minutes": `);
});

test('a missing value is named where it belongs', async () => {
  const without = PROSE.replace('    why: A box must open.\n', '');
  expect(await problemsWith({ [EN]: without })).toEqual([`${EN}:7:3  "checks.round-trip.why" is missing`]);
});

test('frontmatter that is no YAML is named at the line that breaks it', async () => {
  const [problem] = await problemsWith({ [EN]: PROSE.replace('title: Seal', 'title: "Seal') });
  expect(problem).toMatch(new RegExp(`^${EN}:\\d+:\\d+  `));
});

test('a page without frontmatter is told how to begin', async () => {
  expect(await problemsWith({ [EN]: 'Text.\n' })).toEqual([
    `${EN}:1:1  does not begin with frontmatter between two lines of ---`,
  ]);
});

test('a starter file that lesson.json forgets is named, and so is one it invents', async () => {
  const problems = await problemsWith({
    'lessons/nonce/lesson.json': LESSON.replace('"seal.mjs": "edit"', '"seal.mjs": "edit",\n    "demo.mjs": "read"'),
    'lessons/nonce/starter/demos.mjs': '',
  });
  expect(problems).toEqual([
    'lessons/nonce/lesson.json:3:3  starter/demos.mjs is not listed; add it as "edit", "scratch" or "read", or take the file out',
    'lessons/nonce/lesson.json:5:5  "demo.mjs" is not in lessons/nonce/starter/; did you mean "demos.mjs"?',
  ]);
});

test('a wrong answer that cannot be read is named at its line', async () => {
  const diff = 'Caught-by: short-tags\nMisconception: Any tag will do.\n--- solution/seal.mjs\n+++ wrong/seal.mjs\n';
  expect(await problemsWith({ 'lessons/nonce/wrong/short.diff': diff })).toEqual([
    'lessons/nonce/wrong/short.diff:1:1  "short-tags" is no check of the lesson; did you mean "short-tag"?',
  ]);
});

test('what keeps a lesson from being loaded is told with the mistakes in its prose', async () => {
  const problems = await problemsWith({
    'lessons/nonce/lesson.json': LESSON.replace('"needs"', '"pki": ["ca.key"],\n  "needs"'),
    'lessons/nonce/checks/run.mjs': '',
    'lessons/nonce/solution/seal.mjs': null,
    'lessons/nonce/also/short/sael.mjs': '',
    [EN]: PROSE.replace('minutes: 15', 'minutes: 1'),
  });
  expect(problems).toEqual([
    expect.stringMatching(`${EN}:5:10  "minutes": `),
    'lessons/nonce/also/short/sael.mjs:1:1  is no file of the exercise; did you mean "seal.mjs"?',
    'lessons/nonce/checks/run.mjs:1:1  would replace a file of the harness; call it something else',
    'lessons/nonce/lesson.json:1:1  solution/ holds no file; put there what differs from starter/',
    expect.stringContaining('lessons/nonce/lesson.json:6:11  "ca.key" under "pki" is not made by src/pki/profiles.ts'),
  ]);
});

test('a planned lesson of a chapter that is not there stands at its line', async () => {
  const outline = { ...(JSON.parse(OUTLINE) as object), planned: { '03-tls/10-hello': 'Hello' } };
  expect(await problemsWith({ 'content/ko/course.json': JSON.stringify(outline, null, 2) })).toEqual([
    'content/ko/course.json:9:5  chapter "03-tls" is not under "chapters"; there are: 02-encryption',
  ]);
});

test('a broken lesson.json is blamed once, not its prose', async () => {
  const problems = await problemsWith({ 'lessons/nonce/lesson.json': LESSON.replace('"aes-gcm"', '"aes-gmc"') });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^lessons\/nonce\/lesson\.json:\d+:\d+ {2}"needs\.0"/);
});

test('an exercise folder without lesson.json is told where to copy one', async () => {
  expect(await problemsWith({ 'lessons/empty/starter/a.mjs': '' })).toEqual([
    'lessons/empty/lesson.json:1:1  is missing; docs/adding-a-lesson.md shows one to copy',
  ]);
});

test('a chapter the outline does not name is found by its nearest', async () => {
  const moved = 'content/en/02-encrypton/10-seal.mdx';
  expect(await problemsWith({ [EN]: null, [moved]: PROSE })).toContain(
    `${moved}:1:1  chapter "02-encrypton" is not in content/en/course.json; did you mean "02-encryption"?`,
  );
});

test('a file name that gives no address is refused', async () => {
  const [problem] = await problemsWith({ 'content/en/02-encryption/seal.mdx': PROSE });
  expect(problem).toContain('use content/<lang>/<NN-chapter>/<NN-lesson>.mdx');
});

test('two lessons may not share an address or an exercise', async () => {
  const twin = 'content/en/02-encryption/11-seal.mdx';
  const problems = await problemsWith({ [twin]: PROSE });
  expect(problems).toContain(`${twin}:2:1  has the same address as ${EN}; rename one`);
  expect(problems).toContain(`${twin}:4:11  exercise "nonce" already belongs to ${EN}`);
});

test('the languages of a lesson share one exercise', async () => {
  const problems = await problemsWith({
    [KO]: PROSE.replace('exercise: nonce', 'exercise: other'),
    ...filesOf('other'),
  });
  expect(problems).toEqual([`${KO}:4:11  ${EN} has the exercise "nonce"; both languages share one`]);
});
