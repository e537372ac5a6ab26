import { describe, expect, test } from 'vitest';

import type { CheckReport, CheckResult } from '../../src/checker/report.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { inProject } from '../../src/project.server.ts';
import { readFiles } from '../../src/course/disk/folder.server.ts';
import type { Lesson } from '../../src/course/disk/load.server.ts';
import { machineProofs, nativeProofs, scopeFrom, type Scope } from './proofs.ts';
import { checkAnswer, faultOfRight, faultOfStarter, faultOfWrong } from './prove.ts';

const CHECKS = `
  import { check } from '#check';
  import { double } from '#work/main.mjs';
  check('small', t => t.equal(double(2), 4, 'double(2)'));
  check('zero', t => t.equal(double(0), 0, 'double(0)'));
  check('big', t => t.equal(double(1000), 2000, 'double(1000)'));
`;
const { 'package.json': _, ...harness } = await readFiles(inProject('harness'));
const answer = (body: string) => ({ 'main.mjs': `export const double = n => ${body};\n` });
const wrong = (body: string, ...caughtBy: string[]) => ({ files: answer(body), caughtBy, misconception: 'It does.' });
const LESSON: Lesson = {
  slug: 'double',
  exercise: {
    entry: 'main.mjs',
    files: { 'main.mjs': 'edit' },
    needs: [],
    pki: [],
    checkPki: [],
    steps: [['small', 'zero'], ['big']],
    attacks: [],
  },
  starter: answer('undefined'),
  solution: answer('2 * n'),
  also: new Map([['sum', answer('n + n')]]),
  wrong: new Map([
    ['square', wrong('n * n', 'big')],
    ['plus-two', wrong('n + 2', 'big', 'zero')],
    ['nothing', wrong('0', 'small', 'big')],
  ]),
  bundle: { slug: 'double', pki: {}, check: { ...harness, 'double.test.mjs': CHECKS } },
};

async function judged(files: Record<string, string>): Promise<CheckReport> {
  const runtime = createNodeRuntime();
  const report = await checkAnswer(runtime, LESSON, files);
  await runtime.dispose();
  return report;
}

describe('a wrong answer must fail exactly the checks that it names', () => {
  test('in whatever order', async () => {
    const report = await judged(answer('n + 2'));
    expect(faultOfWrong({ caughtBy: ['big', 'zero'] }, report)).toBeUndefined();
    expect(faultOfWrong({ caughtBy: ['zero', 'big'] }, report)).toBeUndefined();
  });

  test('one more is reported, with the seed and what it said', async () => {
    const fault = faultOfWrong({ caughtBy: ['big'] }, await judged(answer('n + 2')));
    expect(fault).toMatch(
      /^fails zero as well, which "Caught-by" does not name; seed \w+; zero fail \(not-equal.*big fail/,
    );
  });

  test('one fewer is reported', async () => {
    const fault = faultOfWrong({ caughtBy: ['zero', 'big', 'small'] }, await judged(answer('n + 2')));
    expect(fault).toMatch(/^must be caught by small, which passed; seed/);
  });

  test('another one is reported as both', async () => {
    const fault = faultOfWrong({ caughtBy: ['zero', 'small'] }, await judged(answer('n + 2')));
    expect(fault).toMatch(/^must be caught by small, which passed; fails big as well/);
  });

  test('a right answer is none', async () => {
    expect(faultOfWrong({ caughtBy: ['big'] }, await judged(LESSON.solution))).toMatch(
      /^must be caught by big.*no check failed/,
    );
  });

  test('what cannot be loaded fails every check, and is caught by none', async () => {
    const fault = faultOfWrong({ caughtBy: ['small', 'zero', 'big'] }, await judged({ 'main.mjs': 'export const' }));
    expect(fault).toMatch(/^must load and be checked, but: seed \w+; interrupted \(load\)/);
  });

  test.each(['fail', 'error', 'timeout'] as const)('a check that ends with "%s" has failed', status => {
    const results: CheckResult[] = [
      { id: 'small', status: 'pass', evidence: [] },
      { id: 'big', status, evidence: [] },
    ];
    expect(faultOfWrong({ caughtBy: ['big'] }, { seed: 's', results, passed: false })).toBeUndefined();
  });
});

test('the solution must pass, and the starter must fail and load', async () => {
  expect(faultOfRight(await judged(LESSON.solution))).toBeUndefined();
  expect(faultOfRight(await judged(answer('n * n')))).toMatch(/^must pass every check, but: .*big fail/);
  expect(faultOfStarter(await judged(LESSON.starter))).toBeUndefined();
  expect(faultOfStarter(await judged(LESSON.solution))).toMatch(/^must not pass as it is/);
  expect(faultOfStarter(await judged({}))).toMatch(/^must load/);
});

describe('what is proved', () => {
  const scope = (changes: Partial<Scope> = {}): Scope => ({ seed: 'one', everything: false, only: [], ...changes });
  const count = (proofs: readonly { seed: string }[]) => proofs.map(({ seed }) => seed);

  test('natively, right answers under three seeds, the starter and the wrong ones under one', () => {
    const right = ['one', 'one-2', 'one-3'];
    expect(count(nativeProofs(LESSON, scope()))).toEqual(['one', ...right, ...right, 'one', 'one', 'one']);
  });

  test('in the machine, the solution and one wrong answer, which the seed chooses', () => {
    const chosen = (seed: string) => machineProofs(LESSON, scope({ seed })).map(({ title }) => title);
    expect(chosen('one')).toEqual([expect.stringMatching(/^the solution/), expect.stringMatching(/^the wrong answer/)]);
    expect(chosen('one')).toEqual(chosen('one'));
    const seen = new Set(Array.from({ length: 40 }, (_, at) => chosen(`${at}`)[1]));
    expect(seen.size).toBe(LESSON.wrong.size);
  });

  test('everything, everywhere, under three seeds', () => {
    const titles = (proofs: typeof nativeProofs) =>
      proofs(LESSON, scope({ everything: true })).map(({ title }) => title);
    expect(titles(nativeProofs)).toHaveLength(3 * 6);
    expect(titles(machineProofs)).toEqual(titles(nativeProofs));
  });

  test('no two proofs of a lesson have one title', () => {
    const titles = nativeProofs(LESSON, scope({ everything: true })).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('under the seed that is told, else one that all processes of the run share', () => {
    expect(scopeFrom({ SEED: 'abc', PROVE: 'all', PROVE_ONLY: 'aead,echo' })).toEqual({
      seed: 'abc',
      everything: true,
      only: ['aead', 'echo'],
    });
    const env: Record<string, string | undefined> = {};
    const { seed } = scopeFrom(env);
    expect(scopeFrom(env).seed).toBe(seed);
    expect(scopeFrom({}).seed).not.toBe(seed);
  });
});
