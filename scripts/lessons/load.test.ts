import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { distance, didYouMean } from './did-you-mean.ts';
import { loadLesson } from './load.ts';

const LESSON = {
  entry: 'main.mjs',
  files: { 'main.mjs': 'edit', 'demo.mjs': 'read' },
  needs: ['hash'],
  steps: [['works'], ['holds']],
};
const FILES: Record<string, string> = {
  'lesson.json': JSON.stringify(LESSON),
  'starter/main.mjs': 'start',
  'starter/demo.mjs': 'demo',
  'solution/main.mjs': 'solved',
  'also/other/main.mjs': 'solved too',
  'wrong/lazy/main.mjs': 'lazy',
  'wrong/lazy/caught-by': 'holds\n',
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

const lessonWith = (changes: object): Record<string, string> => ({ 'lesson.json': JSON.stringify({ ...LESSON, ...changes }) });

describe('an exercise', () => {
  test('comes with whole sets of files: the starter under every answer', async () => {
    const { starter, solution, also, wrong } = await load();
    expect(starter).toEqual({ 'main.mjs': 'start', 'demo.mjs': 'demo' });
    expect(solution).toEqual({ 'main.mjs': 'solved', 'demo.mjs': 'demo' });
    expect(also.get('other')).toEqual({ 'main.mjs': 'solved too', 'demo.mjs': 'demo' });
    expect(wrong.get('lazy')).toEqual({ files: { 'main.mjs': 'lazy', 'demo.mjs': 'demo' }, caughtBy: 'holds' });
  });

  test('brings its checks, the harness and the certificates it names, and no others', async () => {
    const { bundle } = await load(lessonWith({ pki: ['ca.crt'], checkPki: ['alice.key'] }));
    expect(Object.keys(bundle.pki)).toEqual(['ca.crt']);
    expect(Object.keys(bundle.check).sort()).toEqual([
      'digest.test.mjs', 'harness.mjs', 'pki/alice.key', 'pki/ca.crt', 'report.mjs', 'run.mjs', 'wire.mjs',
    ]);
    expect(bundle.check['pki/alice.key']).toContain('PRIVATE KEY');
  });
});

describe('an error names the file and what to write instead', () => {
  test.each([
    ['no lesson.json', { 'lesson.json': null }, /lessons\/digest\/lesson\.json is missing; docs\/adding-a-lesson\.md/],
    ['broken JSON', { 'lesson.json': '{ "entry" }' }, /lesson\.json is not JSON: .*position/],
    ['an unknown field', lessonWith({ step: [] }), /lesson\.json:\n.*Unrecognized key: "step"/],
    ['an entry that is no file', lessonWith({ entry: 'man.mjs' }), /"man\.mjs" is not listed in "files"/],
    ['a file that is not there', { 'starter/demo.mjs': null }, /lists "demo\.mjs" .* not in lessons\/digest\/starter\//],
    ['a file not listed', { 'starter/extra.mjs': 'x' }, /starter\/extra\.mjs is not listed in lesson\.json; add it/],
    ['no solution', { 'solution/main.mjs': null }, /lessons\/digest\/solution\/ holds no file/],
    ['a solution for no file', { 'solution/mian.mjs': 'x' }, /solution\/mian\.mjs is no file.*did you mean "main\.mjs"\?/],
    ['a changed read-only file', { 'solution/demo.mjs': 'x' }, /solution\/demo\.mjs differs from starter\/demo\.mjs/],
    ['no caught-by', { 'wrong/lazy/caught-by': null }, /wrong\/lazy\/caught-by is missing; write into it the id/],
    ['an unknown check', { 'wrong/lazy/caught-by': 'hold' }, /names "hold", .*did you mean "holds"\?/],
    ['no checks', { 'checks/digest.test.mjs': null }, /checks\/digest\.test\.mjs is missing/],
    ['checks under another name', { 'checks/digest.test.mjs': null, 'checks/digets.test.mjs': 'x' }, /did you mean "digets/],
    ['a harness replaced', { 'checks/run.mjs': 'x' }, /checks\/run\.mjs would replace a file of the harness/],
    ['an unknown certificate', lessonWith({ pki: ['alcie.crt'] }), /"alcie\.crt" under "pki".*did you mean "alice\.crt"\?/s],
  ])('%s', async (_, changes, message) => {
    await expect(load(changes as Record<string, string | null>)).rejects.toThrow(message);
  });

  test('an exercise that does not exist', async () => {
    await load();
    await cp(join(lessons, 'digest'), join(lessons, 'nonce'), { recursive: true });
    await expect(loadLesson('nope', { lessons })).rejects.toThrow('exercise "nope" not found in lessons/; did you mean "nonce"?');
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
