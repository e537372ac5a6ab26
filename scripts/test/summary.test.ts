import { expect, test } from 'vitest';

import { failures, flaky, slowest, type Ran } from './summary.ts';

const ran = (changes: Partial<Ran> = {}): Ran => ({
  stage: 'unit',
  name: 'holds',
  ms: 10,
  flaky: false,
  ...changes,
});

test('the slowest tests of all stages are told together, the slowest first', () => {
  expect(slowest([ran(), ran({ stage: 'e2e', name: 'boots', ms: 61_234 }), ran({ name: 'waits', ms: 1_250 })])).toEqual(
    ['    61.2 s  e2e           boots', '     1.3 s  unit          waits', '     0.0 s  unit          holds'],
  );
});

test('twenty of them are told, and a long name is cut', () => {
  const many = Array.from({ length: 25 }, (_, at) => ran({ ms: at * 1000, name: 'long '.repeat(30) }));
  const rows = slowest(many);
  expect(rows).toHaveLength(20);
  expect(rows.at(-1)).toMatch(/^ {5}5\.0 s .*long…?/);
  expect(rows[0]!.endsWith('…')).toBe(true);
});

test('flaky tests are counted, and named with their stage', () => {
  expect(flaky([ran(), ran({ stage: 'machine', name: 'boots in time', flaky: true })])).toEqual([
    'flaky: 1',
    '  machine: boots in time (passed when it was tried again)',
  ]);
  expect(flaky([ran()])).toEqual(['flaky: 0']);
});

test('what failed every time is told with its stage and how its message begins', () => {
  expect(
    failures([ran(), ran({ flaky: true }), ran({ stage: 'e2e', name: 'boots', failure: 'Error: no\nlate' })]),
  ).toEqual(['FAILED  e2e: boots', '        Error: no', '        late']);
  expect(failures([ran({ name: 'says nothing', failure: '' })])[0]).toBe('FAILED  unit: says nothing');
  expect(failures([ran({ failure: 'x'.repeat(5000) })])[1]!.length).toBeLessThan(250);
  expect(failures([ran()])).toEqual([]);
});
