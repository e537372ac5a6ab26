import { expect, test } from 'vitest';

import { formatTable, provedByPlaywright, provedByVitest } from './prove-table.ts';

const VITEST = JSON.stringify({
  testResults: [
    {
      assertionResults: [
        { ancestorTitles: [], status: 'passed', duration: 1 },
        { ancestorTitles: ['aead'], status: 'passed', duration: 1_000 },
        { ancestorTitles: ['aead'], status: 'failed', duration: 2_000 },
        { ancestorTitles: ['echo'], status: 'passed' },
      ],
    },
  ],
});
const spec = (ok: boolean, ...durations: number[]) => ({
  ok,
  tests: [{ results: durations.map(duration => ({ duration })) }],
});
const PLAYWRIGHT = JSON.stringify({
  suites: [
    {
      title: 'proof.spec.ts',
      suites: [{ title: 'aead in the machine', specs: [spec(true, 3_000), spec(true, 1_000, 2_000)] }],
    },
  ],
});

test('what both runners told of a lesson stands in one line, with what does not hold and where nothing was proved', () => {
  const table = formatTable({ natively: provedByVitest(VITEST), 'in the machine': provedByPlaywright(PLAYWRIGHT) });
  expect(table.split('\n').map(line => line.split(/ {2,}/))).toEqual([
    ['lesson', 'natively', 'in the machine'],
    ['aead', '1 hold, 1 DO NOT (3 s)', '2 hold (6 s)'],
    ['echo', '1 hold (0 s)', 'not proved'],
  ]);
});
