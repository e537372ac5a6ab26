import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

import { testsOfPlaywright, testsOfVitest } from './reports.ts';

// What the two runners told of one small file each, less stacks and paths: one test is retried and passes, one never does.
const report = (name: string) => readFile(new URL(`./fixture/${name}.json`, import.meta.url), 'utf8');

test('a test that Vitest had to retry is flaky, and one that failed every time is not', async () => {
  expect(testsOfVitest(await report('vitest'))).toEqual([
    { name: 'a group › passes the second time', ms: expect.closeTo(11.6, 1), flaky: true },
    { name: 'a group › is quick', ms: expect.closeTo(0.3, 1), flaky: false },
    {
      name: 'never passes',
      ms: expect.closeTo(5.9, 1),
      flaky: false,
      failure: 'AssertionError: expected 1 to be 2 // Object.is equality',
    },
    { name: 'takes its time', ms: expect.closeTo(124.8, 1), flaky: false },
    { name: 'is left out', ms: 0, flaky: false },
  ]);
});

test('a test that Playwright had to retry is flaky, and its time is that of all its tries', async () => {
  expect(testsOfPlaywright(await report('playwright'))).toEqual([
    {
      name: 'a.spec.ts › never passes',
      ms: 6 + 35,
      flaky: false,
      failure: 'Error: expect(received).toBe(expected) // Object.is equality',
    },
    { name: 'a.spec.ts › takes its time', ms: 133, flaky: false },
    { name: 'a.spec.ts › is left out', ms: 0, flaky: false },
    { name: 'a.spec.ts › a group › passes the second time', ms: 14 + 53, flaky: true },
  ]);
});

test('a report without any test tells of none', () => {
  expect(testsOfVitest('{"testResults":[{"assertionResults":[]}]}')).toEqual([]);
  expect(testsOfPlaywright('{"suites":[]}')).toEqual([]);
});

test('a file that fails without a failed test is told by its name, and of a message the first lines are kept', () => {
  const file = {
    name: '/any/broken.test.ts',
    status: 'failed',
    message: '\u001b[31mno such module\u001b[0m\n  at there',
    assertionResults: [],
  };
  expect(testsOfVitest(JSON.stringify({ testResults: [file] }))).toEqual([
    { name: 'broken.test.ts', ms: 0, flaky: false, failure: 'no such module' },
  ]);
});
