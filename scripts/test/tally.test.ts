import { expect, test } from 'vitest';

import { closingLine, sum, tallyOfPlaywright, tallyOfVitest } from './tally.ts';

const vitest = (changes: object = {}) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [],
    ...changes,
  });
const playwright = (stats: object, errors: unknown[] = []) =>
  JSON.stringify({
    stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...stats },
    errors,
  });

test('Vitest’s tests are counted as it counted them', () => {
  expect(tallyOfVitest(vitest())).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test('a test file that could not even be loaded is a failure, not silence', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
  ];
  expect(tallyOfVitest(vitest({ numFailedTests: 1, testResults })).failed).toBe(2);
});

test('a browser test that passed the second time has passed, beside one that never did', () => {
  expect(tallyOfPlaywright(playwright({ flaky: 1, unexpected: 1 }))).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

test('an error outside any browser test is a failure', () => {
  expect(tallyOfPlaywright(playwright({}, [{ message: 'the server did not start' }])).failed).toBe(1);
});

test('the closing line is the plain one that a CI reads', () => {
  const all = sum([
    { passed: 5, failed: 0, skipped: 0 },
    { passed: 7, failed: 1, skipped: 0 },
  ]);
  expect(closingLine(all)).toBe('12 passed, 1 failed');
  expect(closingLine({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped');
});
