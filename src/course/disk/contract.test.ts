import { afterEach, describe, expect, test } from 'vitest';

import { EN, KO, LESSON, PROSE, removeCourse, writeCourse } from './fixture/course.ts';
import { formatProblems } from './problem.ts';
import { contractGaps, validateCourse } from './validate.server.ts';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeCourse));
});

const CHECKS = `check('round-trip', t => { t.equal(1, 1, 'the opened message'); });
check('short-tag', t => told(t));
function told(t) { t.evidence('the tag', t); }
`;
const SECOND = `
needs: []
predict: { ask: Which?, options: [one, two, three], right: 2, after: The third. }
steps:
  - { title: Open, hints: [one, two, three] }
  - { title: Refuse, hints: [one, two, three] }
explain: { ask: Why?, model: Because. }
recall:
  - { ask: Which?, options: [one, two], right: 0, why: It is. }
  - { ask: Which?, options: [one, two], right: 1, why: It is. }
`;
const WHOLE_PROSE = PROSE.replace('\nhints: [one, two, three]\n', SECOND)
  .replace('    why: A box must open.\n', '    why: A box must open.\n    ask: Does it?\n    fix: Open it.\n')
  .replace('    why: Short tags can', '    ask: Is it?\n    fix: Refuse it.\n    why: Short tags can');
const WHOLE_KO = WHOLE_PROSE.replace(
  '    fix: Open it.\n',
  '    fix: Open it.\n    labels: { the opened message: 연 메시지 }\n',
).replace('\nneeds:', '\nlabels: { the tag: 태그 }\nneeds:');
const wrong = (from: string, name: string) => ({
  [`lessons/nonce/wrong/${name}.diff`]:
    'Caught-by: short-tag\nMisconception: Any will do.\n--- solution/seal.mjs\n+++ wrong/seal.mjs\n' +
    `@@ -1,1 +1,1 @@\n-export const seal = 1;\n+export const seal = ${from};\n`,
});
const SECOND_EDITION = {
  'lessons/nonce/lesson.json': LESSON.replace('{', '{\n  "edition": 2,'),
  'lessons/nonce/checks/nonce.test.mjs': CHECKS,
  ...wrong('2', 'two'),
  ...wrong('3', 'three'),
  ...wrong('4', 'four'),
  [EN]: WHOLE_PROSE,
  [KO]: WHOLE_KO,
};

async function read(changes: Record<string, string | null>, look: (root: string) => ReturnType<typeof validateCourse>) {
  const root = await writeCourse(changes);
  roots.push(root);
  return formatProblems(await look(root))
    .split('\n')
    .filter(line => line !== '');
}
const problemsWith = (changes: Record<string, string | null>) =>
  read({ ...SECOND_EDITION, ...changes }, validateCourse);

describe('a lesson of the second edition', () => {
  test('that has everything has no problem', async () => {
    expect(await problemsWith({})).toEqual([]);
  });

  test('must have every key of the contract', async () => {
    const without = (key: RegExp) => ({ [EN]: WHOLE_PROSE.replace(key, ''), [KO]: WHOLE_KO.replace(key, '') });
    expect(await problemsWith(without(/^predict:.*\n/m))).toEqual(
      [EN, KO].map(file => expect.stringMatching(`^${file}:2:1  "predict" is missing: `)),
    );
    expect(await problemsWith(without(/^recall:\n.*\n.*\n/m))).toHaveLength(2);
    expect(await problemsWith(without(/ {4}ask: Is it\?\n/))).toEqual([
      expect.stringMatching(`^${EN}:12:3  "checks.short-tag.ask" is missing: `),
      expect.stringMatching(`^${KO}:13:3  "checks.short-tag.ask" is missing: `),
    ]);
  });

  test('has words in Korean for every label that its checks show', async () => {
    expect(await problemsWith({ [KO]: WHOLE_KO.replace('\nlabels: { the tag: 태그 }', '') })).toEqual([
      `${KO}:2:1  "labels" lacks "the tag" (checks/nonce.test.mjs:3)`,
    ]);
    expect(await problemsWith({ [KO]: WHOLE_KO.replace(/ {4}labels: .*\n/, '') })).toEqual([
      `${KO}:7:3  "checks.round-trip.labels" lacks "the opened message" (checks/nonce.test.mjs:1)`,
    ]);
  });

  test('may have a label of one check among those of all', async () => {
    const moved = WHOLE_KO.replace(/ {4}labels: .*\n/, '').replace(
      'labels: {',
      'labels: { the opened message: 연 메시지,',
    );
    expect(await problemsWith({ [KO]: moved })).toEqual([]);
  });

  test('has at least three wrong answers', async () => {
    expect(await problemsWith({ 'lessons/nonce/wrong/two.diff': null })).toEqual([
      'lessons/nonce/lesson.json:1:1  wrong/ holds 2 answers: at least 3 belong there',
    ]);
  });

  test('has a program behind Run that the learner may write', async () => {
    const files = '"seal.mjs": "edit",\n "demo.mjs": "read"';
    const lesson = SECOND_EDITION['lessons/nonce/lesson.json']
      .replace('"seal.mjs": "edit"', files)
      .replace('"needs"', '"run": "demo.mjs", "needs"');
    const demo = { 'lessons/nonce/starter/demo.mjs': '' };
    expect(await problemsWith({ ...demo, 'lessons/nonce/lesson.json': lesson })).toEqual([
      'lessons/nonce/lesson.json:1:1  "demo.mjs" is only read: make what Run runs "scratch", or "edit"',
    ]);
    const scratch = lesson.replace('"read"', '"scratch"');
    expect(await problemsWith({ ...demo, 'lessons/nonce/lesson.json': scratch })).toEqual([]);
  });
});

describe('whatever the edition', () => {
  test('what a lesson lacks of the second is told when asked for, and is no mistake before', async () => {
    const first = { 'lessons/nonce/checks/nonce.test.mjs': CHECKS };
    expect(await read(first, validateCourse)).toEqual([]);
    const gaps = await read(first, root => contractGaps(root, 'nonce'));
    expect(gaps).toContainEqual(expect.stringMatching(`^${EN}:2:1  "steps" is missing`));
    expect(gaps).toContainEqual(expect.stringContaining('wrong/ holds 0 answers'));
  });

  test.each([
    ['an option fewer', 'options: [one, two, three], right: 2', 'options: [one, two], right: 1'],
    ['another right answer', 'right: 1, why', 'right: 0, why'],
    ['no question before the fix', '    ask: Is it?\n', ''],
    ['no explanation', 'explain: { ask: Why?, model: Because. }\n', ''],
  ])('both languages have one shape: %s is a mistake', async (_, from, to) => {
    const problems = await problemsWith({ [KO]: WHOLE_KO.replace(from, to) });
    expect(problems.filter(line => line.includes(` in ${EN}`) || line.includes(`${EN} has it`))).not.toEqual([]);
  });

  test('a key that only the second language has is missing in the first, and told there', async () => {
    expect(await problemsWith({ [EN]: WHOLE_PROSE.replace('    ask: Is it?\n', '') })).toContain(
      `${EN}:12:3  "checks.short-tag.ask" is missing; ${KO} has it`,
    );
  });

  test('a right answer that is not among the options is told at its place', async () => {
    const odd = WHOLE_PROSE.replace('right: 2', 'right: 3');
    expect(await problemsWith({ [EN]: odd })).toEqual([
      expect.stringMatching(`^${EN}:\\d+:\\d+  "predict.right": counts from 0, so it is at most 2 here`),
    ]);
  });

  test('one question to recall is too few', async () => {
    const one = WHOLE_PROSE.replace(/\n.*right: 1, why.*/, '');
    expect(await problemsWith({ [EN]: one })).toEqual([
      expect.stringContaining('"recall": has at least two questions'),
    ]);
  });

  test('hints of the whole lesson do not stand beside those of steps, and one of both is there', async () => {
    const both = WHOLE_PROSE.replace('needs: []', 'needs: []\nhints: [one, two, three]');
    expect(await problemsWith({ [EN]: both })).toEqual([
      expect.stringMatching(`^${EN}:\\d+:\\d+  "hints": stands beside "steps"`),
    ]);
    const [problem] = await problemsWith({ [EN]: PROSE.replace('hints: [one, two, three]\n', '') });
    expect(problem).toMatch(`${EN}:2:1  "steps" is missing`);
  });

  test('a page has as many steps as lesson.json', async () => {
    const one = / {2}- { title: Refuse.*\n/;
    expect(await problemsWith({ [EN]: WHOLE_PROSE.replace(one, ''), [KO]: WHOLE_KO.replace(one, '') })).toEqual(
      [EN, KO].map(file => expect.stringMatching(`^${file}:\\d+:1  has 1 steps, and lesson.json 2`)),
    );
  });

  test('a label that no check shows is told at its line, with the nearest that one shows', async () => {
    expect(await problemsWith({ [KO]: WHOLE_KO.replace('the tag:', 'the tags:') })).toContainEqual(
      expect.stringMatching(`^${KO}:\\d+:\\d+  no check shows the label "the tags"; did you mean "the tag"\\?`),
    );
  });

  test('a lesson needs only what stands before it', async () => {
    const needing = (slug: string) => ({
      [EN]: WHOLE_PROSE.replace('needs: []', `needs: [${slug}]`),
      [KO]: WHOLE_KO.replace('needs: []', `needs: [${slug}]`),
    });
    const planned = JSON.stringify({
      chapters: { '02-encryption': { title: 'E', summary: 'S' } },
      planned: { '02-encryption/09-box': 'B', '02-encryption/11-later': 'L' },
    });
    const course = { 'content/en/course.json': planned, 'content/ko/course.json': planned };
    expect(await problemsWith({ ...course, ...needing('box') })).toEqual([]);
    expect(await problemsWith({ ...course, ...needing('later') })).toEqual(
      [EN, KO].map(file =>
        expect.stringMatching(`^${file}:\\d+:9  no lesson "later" stands before this one; there are: box`),
      ),
    );
  });
});
