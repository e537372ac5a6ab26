import { expect, test } from 'vitest';

import { hasCrossed, isWithin, spanOf } from './replay.ts';

const begun = [
  { id: 'honest', at: 100 },
  { id: 'attack', at: 200 },
  { id: 'other', at: 300 },
];
const record = {
  ...{ task: 'check' as const, keyLog: '', dropped: 0, cut: false, begun },
  packets: [120, 299.5, 300].map(time => ({ time, bytes: new Uint8Array() })),
};

test('a check has what crossed the wire until the next one began', () => {
  expect(spanOf(record, 'attack')).toEqual({ from: 200, to: 300 });
  expect(spanOf(record, 'other')).toEqual({ from: 300, to: Infinity });
  expect(record.packets.map(({ time }) => isWithin(time, spanOf(record, 'attack')!))).toEqual([false, true, false]);
});

test('a check that ran again after a crash has what crossed the second time', () => {
  expect(spanOf({ begun: [...begun, { id: 'attack', at: 400 }] }, 'attack')).toEqual({ from: 400, to: Infinity });
});

test('a check that did not run, or was not recorded, has nothing', () => {
  expect(hasCrossed(record, 'attack')).toBe(true);
  expect(hasCrossed(record, 'never')).toBe(false);
  expect(hasCrossed(undefined, 'attack')).toBe(false);
  expect(hasCrossed({ ...record, packets: [] }, 'attack')).toBe(false);
});
