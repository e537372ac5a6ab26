import { expect, test } from 'vitest';

import type { CheckReport, CheckResult } from '../../checker/report.ts';
import { isLate } from './compare.ts';

const reportOf = (results: Record<string, CheckResult['status']>, more: Partial<CheckReport> = {}): CheckReport => ({
  results: Object.entries(results).map(([id, status]) => ({ id, status, evidence: [] })),
  passed: false,
  seed: 'any',
  ...more,
});

test.each<[string, CheckReport, string[], boolean]>([
  ['a check that was not done in time and alone differs', reportOf({ one: 'pass', two: 'timeout' }), ['two'], true],
  ['one beside it that failed', reportOf({ one: 'fail', two: 'timeout' }), ['one', 'two'], false],
  ['one that failed', reportOf({ one: 'pass', two: 'fail' }), ['two'], false],
])('%s: the run ran out of time or not', (_, report, different, late) => {
  expect(isLate(report, report, different)).toBe(late);
});

test('a canary that was not done in time, where all else is as claimed', () => {
  const run = reportOf({ one: 'pass', two: 'pass', canary: 'timeout' });
  expect(isLate(run, reportOf({ one: 'pass', two: 'pass' }), [])).toBe(true);
});
