import { expect, test } from 'vitest';

import { estimate, formatEstimate } from './estimate.ts';

const STAGES = ['types', 'unit', 'build', 'e2e'];
const MINUTE = 60_000;

test('a stage takes as long as now and the share of the lessons to come; the build is measured whole', () => {
  const now = { types: MINUTE, unit: 3 * MINUTE, build: MINUTE, e2e: 20 * MINUTE };
  const simulated = { lessons: 40, added: 30, times: { unit: 8 * MINUTE, build: 2 * MINUTE, e2e: 12 * MINUTE } };
  expect(Object.fromEntries(estimate(STAGES, now, simulated))).toEqual({
    types: MINUTE,
    unit: 9 * MINUTE,
    build: 2 * MINUTE,
    e2e: 29 * MINUTE,
  });
});

test('what nobody has measured is named, and not counted', () => {
  const some = estimate(STAGES, { types: MINUTE }, { lessons: 37, added: 31, times: { unit: 5 * MINUTE } });
  expect(some.get('unit')).toBeUndefined();
  const table = formatEstimate(37, some);
  expect(table).toMatch(/with 37 lessons/);
  expect(table).toMatch(/^ {2}in all +1 min 0 s$/m);
  expect(table).toMatch(/not counted, because npm test has never run them here: unit, build, e2e$/m);
});
