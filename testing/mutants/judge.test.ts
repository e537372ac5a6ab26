import { afterAll, describe, expect, test } from 'vitest';

import { exerciseSchema } from '../../src/course/exercise.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { bundleOf } from '../checker-fixture.ts';
import { survivorsOf } from './judge.ts';
import type { Mutant } from './operators.ts';
import { sortSurvivors } from './reasons.ts';

const CHECKS = `
import { check } from '#check';
import { double } from '#work/double.mjs';
check('doubles', t => { const n = t.int(2, 9); t.equal(double(n), 2 * n, 'the double'); });
`;
const SOLUTION = {
  'double.mjs': `export function double(n) {
  if (n === 7000) console.log('so many');
  return 2 * n;
}
`,
  'demo.mjs': 'console.log(1);\n',
};
const lesson = {
  exercise: exerciseSchema.parse({
    entry: 'double.mjs',
    files: { 'double.mjs': 'edit', 'demo.mjs': 'scratch' },
    needs: [],
    steps: [['doubles']],
  }),
  bundle: bundleOf(CHECKS),
  solution: SOLUTION,
};
const runtimes: ReturnType<typeof createNodeRuntime>[] = [];
afterAll(() => Promise.all(runtimes.map(runtime => runtime.dispose())));

test('a mutant that no check notices survives, one that a check notices does not, and only what is judged is changed', async () => {
  const { mutants, survivors } = await survivorsOf(lesson, {
    seeds: ['1'],
    workers: 1,
    makeRuntime() {
      const runtime = createNodeRuntime();
      runtimes.push(runtime);
      return runtime;
    },
  });
  expect(new Set(mutants.map(({ file }) => file))).toEqual(new Set(['double.mjs']));
  expect(mutants.filter(mutant => !survivors.includes(mutant)).map(({ from, to }) => [from, to])).toEqual([
    ['2', '(2 + 1)'],
  ]);
  expect(survivors.map(({ operator, line }) => [operator, line])).toEqual([
    ['condition', 2],
    ['constant', 2],
    ['call', 2],
    ['constant', 2],
  ]);
}, 60_000);

describe('a reason', () => {
  const mutant = { file: 'a.mjs', operator: 'constant', source: 'const A = 1;' } as Mutant;
  const reason = { file: 'a.mjs', operator: 'constant', line: 'const A = 1;', why: 'Any number will do.' } as const;

  test('explains the survivors of its line and operator', () => {
    expect(sortSurvivors([mutant], [reason])).toEqual({ open: [], explained: [mutant], stale: [] });
    expect(sortSurvivors([mutant], [{ ...reason, operator: 'call' }]).open).toEqual([mutant]);
  });

  test('that explains nothing is told', () => {
    expect(sortSurvivors([], [reason]).stale).toEqual([reason]);
  });
});
