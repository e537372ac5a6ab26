import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { distance, didYouMean } from './did-you-mean.ts';
import { loadLesson, loadRight } from './load.server.ts';
import { formatProblems, LessonError } from './problem.ts';

const LESSON = {
  entry: 'main.mjs',
  files: { 'main.mjs': 'edit', 'demo.mjs': 'read' },
  needs: ['hash'],
  steps: [['works'], ['holds']],
};
const LAZY = `Caught-by: holds
Misconception: It works, so it holds.
--- solution/main.mjs
+++ wrong/main.mjs
@@ -1,3 +1,3 @@
 // solved
-export const digest = careful;
+export const digest = lazy;
 export const rest = 1;
`;
const ABOUT = 'Caught-by: holds, works\nMisconception: Nothing need be kept.\n';
const FILES: Record<string, string> = {
  'lesson.json': JSON.stringify(LESSON),
  'starter/main.mjs': 'start',
  'starter/demo.mjs': 'demo',
  'solution/main.mjs': '// solved\nexport const digest = careful;\nexport const rest = 1;\n',
  'also/other/main.mjs': 'solved too',
  'wrong/lazy.diff': LAZY,
  'wrong/rewritten/main.mjs': 'rewritten',
  'wrong/rewritten/about.txt': ABOUT,
  'checks/digest.test.mjs': 'checks',
};
let lessons: string;

beforeEach(async () => {
  lessons = await mkdtemp(join(tmpdir(), 'handshake-lessons-'));
});
afterEach(() => rm(lessons, { recursive: true }));

/** Loads the exercise "digest" with some of its files replaced or, where null, left out. */
async function load(changes: Record<string, string | null> = {}) {
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    if (text === null) continue;
    const file = join(lessons, 'digest', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return loadLesson('digest', { lessons });
}

const lessonWith = (changes: object): Record<string, string> => ({
  'lesson.json': JSON.stringify({ ...LESSON, ...changes }),
});
const lessonText = (from: string, to: string) => ({ 'lesson.json': JSON.stringify(LESSON).replace(from, to) });

describe('an exercise', () => {
  test('comes with whole sets of files: the starter under every answer', async () => {
    const { starter, solution, also, wrong } = await load();
    expect(starter).toEqual({ 'main.mjs': 'start', 'demo.mjs': 'demo' });
    expect(solution).toEqual({ 'main.mjs': FILES['solution/main.mjs'], 'demo.mjs': 'demo' });
    expect(also.get('other')).toEqual({ 'main.mjs': 'solved too', 'demo.mjs': 'demo' });
    expect([...wrong.keys()]).toEqual(['lazy', 'rewritten']);
  });

  test('has wrong answers as diffs against the solution, and as whole files, each with what it gets wrong', async () => {
    const { solution, wrong } = await load();
    expect(wrong.get('lazy')).toEqual({
      files: { ...solution, 'main.mjs': solution['main.mjs']!.replace('careful', 'lazy') },
      caughtBy: ['holds'],
      misconception: 'It works, so it holds.',
    });
    expect(wrong.get('rewritten')).toEqual({
      files: { ...solution, 'main.mjs': 'rewritten' },
      caughtBy: ['holds', 'works'],
      misconception: 'Nothing need be kept.',
    });
  });

  test('brings its checks, the harness and the certificates it names, and no others', async () => {
    const { bundle } = await load(lessonWith({ pki: ['ca.crt'], checkPki: ['alice.key'] }));
    expect(Object.keys(bundle.pki)).toEqual(['ca.crt']);
    expect(Object.keys(bundle.check).sort()).toEqual([
      'chance.mjs',
      'clock.mjs',
      'digest.test.mjs',
      'harness.mjs',
      'lock.mjs',
      'pki/alice.key',
      'pki/ca.crt',
      'report.mjs',
      'run.mjs',
      'wire.mjs',
    ]);
    expect(bundle.check['pki/alice.key']).toContain('PRIVATE KEY');
  });
});

describe('an error names the file and what to write instead', () => {
  test.each([
    [
      'no lesson.json',
      { 'lesson.json': null },
      /lessons\/digest\/lesson\.json:1:1 {2}is missing; docs\/adding-a-lesson\.md/,
    ],
    ['broken JSON', { 'lesson.json': '{ "entry" }' }, /lesson\.json:1:11 {2}is not JSON: .*position/],
    ['JSON that breaks off', { 'lesson.json': '{ "entry":\n' }, /lesson\.json:2:1 {2}is not JSON: /],
    ['a comment', lessonText('{', '{ // an exercise\n'), /lesson\.json:1:3 {2}is not JSON: /],
    ['a key twice', lessonText('{', '{ "entry": "a.mjs", '), /lesson\.json:1:21 {2}Map keys must be unique/],
    ['an unknown field', lessonWith({ step: [] }), /lesson\.json:1:\d+ {2}"step" is not known here; is it misspelt\?/],
    [
      'an entry that is no file',
      lessonWith({ entry: 'man.mjs' }),
      /lesson\.json:1:1 {2}"man\.mjs" is not listed in "files"/,
    ],
    [
      'a file that is not there',
      { 'starter/demo.mjs': null },
      /lesson\.json:1:\d+ {2}"demo\.mjs" is not in lessons\/digest\/starter\//,
    ],
    [
      'a file not listed',
      { 'starter/extra.mjs': 'x' },
      /lesson\.json:1:\d+ {2}starter\/extra\.mjs is not listed; add it/,
    ],
    ['no solution', { 'solution/main.mjs': null }, /lesson\.json:1:1 {2}solution\/ holds no file; put there/],
    [
      'a solution for no file',
      { 'solution/mian.mjs': 'x' },
      /solution\/mian\.mjs:1:1 {2}is no file.*did you mean "main\.mjs"\?/,
    ],
    [
      'a changed read-only file',
      { 'solution/demo.mjs': 'x' },
      /solution\/demo\.mjs:1:1 {2}differs from starter\/demo\.mjs, which/,
    ],
    [
      'an answer that is no folder',
      { 'also/main.mjs': 'x' },
      /lesson\.json:1:1 {2}also\/main\.mjs\/ holds no file; put there/,
    ],
    ['no checks', { 'checks/digest.test.mjs': null }, /lesson\.json:1:1 {2}checks\/digest\.test\.mjs is missing/],
    [
      'checks under another name',
      { 'checks/digest.test.mjs': null, 'checks/digets.test.mjs': 'x' },
      /did you mean "digets/,
    ],
    ['a harness replaced', { 'checks/run.mjs': 'x' }, /checks\/run\.mjs:1:1 {2}would replace a file of the harness/],
    [
      'an unknown certificate',
      lessonWith({ pki: ['alcie.crt'] }),
      /lesson\.json:1:\d+ {2}"alcie\.crt" under "pki".*did you mean "alice\.crt"\?/,
    ],
  ])('%s', async (_, changes, message) => {
    await expect(load(changes as Record<string, string | null>)).rejects.toThrow(message);
  });

  test.each([
    [
      'no first line',
      LAZY.replace(/^Caught-by.*\n/, ''),
      /^lazy\.diff:1:1 {2}must begin "Caught-by: ".*"Caught-by" is missing/,
    ],
    ['no check', LAZY.replace('by: holds', 'by:'), /^lazy\.diff:1:1 .*"Caught-by" is missing here/],
    [
      'an unknown check',
      LAZY.replace('by: holds', 'by: works, hold'),
      /^lazy\.diff:1:1 {2}"hold" is no check.*did you mean "holds"\?/,
    ],
    [
      'a check twice',
      LAZY.replace('by: holds', 'by: holds, holds'),
      /^lazy\.diff:1:1 {2}names the check "holds" twice/,
    ],
    ['no misconception', LAZY.replace(/Misconception.*\n/, ''), /^lazy\.diff:2:1 .*"Misconception" is missing here/],
    [
      'a misconception that is no sentence',
      LAZY.replace('holds.\n', 'holds\n'),
      /^lazy\.diff:2:1 .*end it with a full stop/,
    ],
    ['no diff', LAZY.slice(0, LAZY.indexOf('---')), /^lazy\.diff:3:1 {2}changes nothing/],
    [
      'a diff that changes nothing',
      LAZY.replace('= lazy', '= careful'),
      /^lazy\.diff:3:1 {2}changes nothing in solution\/main\.mjs/,
    ],
    [
      'a line that is gone',
      LAZY.replace('= careful', '= cautious'),
      /^lazy\.diff:7:1 .*not apply to solution\/main\.mjs at line 2/,
    ],
    [
      'a line in another place',
      LAZY.replace('@@ -1,3 +1,3', '@@ -2,3 +2,3'),
      /^lazy\.diff:6:1 .*solution\/main\.mjs at line 2/,
    ],
    [
      'a count that is wrong',
      LAZY.replace('-1,3', '-1,4'),
      /^lazy\.diff:\d+:1 {2}is no unified diff: .*npm run wrong -- digest lazy/,
    ],
    ['a line too many', `${LAZY}and more\n`, /^lazy\.diff:10:1 {2}is no line of a unified diff: "and more"/],
    [
      'a file that is none of it',
      LAZY.replaceAll('main.mjs', '../lesson.json'),
      /^lazy\.diff:3:1 .*must be one file of the exercise/,
    ],
    [
      'two different files',
      LAZY.replace('wrong/main', 'wrong/demo'),
      /^lazy\.diff:3:1 .*must be one file of the exercise/,
    ],
    [
      'a file to read only',
      LAZY.replaceAll('main.mjs', 'demo.mjs').replace(
        /@@[^]*/,
        '@@ -1,1 +1,1 @@\n-demo\n\\ No newline at end of file\n+other\n',
      ),
      /^lazy\.diff:\d+:1 {2}changes demo\.mjs, which a learner may only read/,
    ],
  ])('a wrong answer as a diff with %s', async (_, diff, message) => {
    const error = await load({ 'wrong/lazy.diff': diff }).catch((failed: Error) => failed);
    expect((error as Error).message.replace('lessons/digest/wrong/', '')).toMatch(message);
  });

  test.each([
    [
      'no about.txt',
      { 'wrong/rewritten/about.txt': null },
      /wrong\/rewritten\/about\.txt:1:1 .*"Caught-by" is missing/,
    ],
    [
      'an unknown check',
      { 'wrong/rewritten/about.txt': ABOUT.replace('works', 'work') },
      /about\.txt:1:1 .*did you mean "works"\?/,
    ],
    [
      'an unknown file',
      { 'wrong/rewritten/mian.mjs': 'x' },
      /rewritten\/mian\.mjs:1:1 .*no file of the exercise; did you mean "main/,
    ],
    [
      'a file to read only',
      { 'wrong/rewritten/demo.mjs': 'x' },
      /rewritten\/demo\.mjs:1:1 .*which a learner may only read/,
    ],
    [
      'the solution',
      { 'wrong/rewritten/main.mjs': FILES['solution/main.mjs']! },
      /rewritten\/main\.mjs:1:1 .*changes nothing/,
    ],
    [
      'a diff beside it',
      { 'wrong/rewritten.diff': LAZY },
      /wrong\/rewritten\.diff:1:1 {2}stands beside wrong\/rewritten\//,
    ],
    [
      'a name that is none',
      { 'wrong/lazy.patch': LAZY },
      /wrong\/lazy\.patch:1:1 {2}is no wrong answer; call it <name>\.diff/,
    ],
  ])('a wrong answer as whole files with %s', async (_, changes, message) => {
    await expect(load(changes as Record<string, string | null>)).rejects.toThrow(message);
  });

  test('everything that is to be mended is named at once, as problems and in the message', async () => {
    const broken = load({
      ...lessonWith({ pki: ['alcie.crt'] }),
      'starter/extra.mjs': 'x',
      'also/other/demo.mjs': 'x',
      'checks/run.mjs': 'x',
      'wrong/lazy.diff': LAZY.replace('holds', 'hold'),
      'wrong/rewritten/about.txt': null,
    });
    const error = (await broken.catch((failed: LessonError) => failed)) as LessonError;
    expect(error).toBeInstanceOf(LessonError);
    expect(error.problems.map(({ file }) => file.replace('lessons/digest/', ''))).toEqual([
      'lesson.json',
      'lesson.json',
      'checks/run.mjs',
      'also/other/demo.mjs',
      'wrong/lazy.diff',
      'wrong/rewritten/about.txt',
    ]);
    expect(error.message).toBe(formatProblems(error.problems));
  });

  test('a mistake in the solution is told once, not again for each wrong answer that differs from it', async () => {
    const broken = load({ 'solution/main.mjs': null }).catch((failed: LessonError) => failed.problems);
    expect(await broken).toHaveLength(1);
  });

  test('a wrong answer that is to be mended leaves the right ones to be loaded beside its files', async () => {
    await expect(load({ 'wrong/lazy.diff': 'x' })).rejects.toThrow('wrong/lazy.diff');
    const { solution, wrongFiles } = await loadRight('digest', { lessons });
    expect([solution['main.mjs'], wrongFiles['lazy.diff']]).toEqual([FILES['solution/main.mjs'], 'x']);
    await writeFile(join(lessons, 'digest', 'checks', 'run.mjs'), 'x');
    await expect(loadRight('digest', { lessons })).rejects.toThrow(/^lessons.digest.checks.run\.mjs:1:1 .*$/);
  });

  test('an exercise that does not exist', async () => {
    await load();
    await cp(join(lessons, 'digest'), join(lessons, 'nonce'), { recursive: true });
    await expect(loadLesson('nope', { lessons })).rejects.toThrow(
      'exercise "nope" not found in lessons/; did you mean "nonce"?',
    );
  });
});

describe('did you mean', () => {
  test('offers the nearest word, or the whole short list when none is near', () => {
    expect(didYouMean('alcie', ['bob', 'alice'])).toBe('; did you mean "alice"?');
    expect(didYouMean('mallory', ['bob', 'alice'])).toBe('; there are: bob, alice');
    expect(didYouMean('x', [])).toBe('');
  });

  test('counts letters to insert, delete or replace', () => {
    expect([distance('', 'abc'), distance('kitten', 'sitting'), distance('same', 'same')]).toEqual([3, 3, 0]);
  });
});
