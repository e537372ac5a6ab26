import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../../../project.server.ts';
import { readCapture } from '../../../wire/capture/index.ts';
import { readFile } from '../../../wire/read.ts';
import { LiveReading } from './live-reading.ts';

const file = new Uint8Array(readFileSync(inProject('testing/wire/fixture/mutual-13.pcapng')));
const capture = readCapture(file)!;
const packets = capture.packets.map(({ time, bytes }) => ({ time: time * 1000, bytes }));
const all = { packets, keyLog: capture.keyLog, dropped: 0, cut: false };
const NAMES = readFile(file)!.messages.map(({ name }) => name);
const names = (live: LiveReading) => live.reading.messages.map(({ name }) => name);

test('a recording is read as it grows, to the same end as all at once', () => {
  const live = new LiveReading();
  for (let n = 1; n <= packets.length; n++) {
    expect(live.readOn({ ...all, packets: packets.slice(0, n) }, false, Infinity)).toBe(true);
  }
  live.readOn(all, true, Infinity);
  expect(names(live)).toEqual(NAMES);
});

test('secrets that come after the records that they open open them', () => {
  const live = new LiveReading();
  live.readOn({ ...all, keyLog: '' }, false, Infinity);
  expect(names(live)).toContain('encrypted application_data');
  live.readOn(all, true, Infinity);
  expect(names(live)).toEqual(NAMES);
});

test('when its time is over it stops, and goes on from there', () => {
  const live = new LiveReading();
  let clock = 0;
  let turns = 1;
  while (!live.readOn(all, true, 1, () => clock++)) turns++;
  expect(turns).toBeGreaterThan(3);
  expect(names(live)).toEqual(NAMES);
});

test('another recording is told from more of the same', () => {
  const live = new LiveReading();
  live.readOn({ ...all, packets: packets.slice(0, 2) }, false, Infinity);
  expect(live.isOf(all)).toBe(true);
  expect(live.isOf({ ...all, packets: packets.slice(1) })).toBe(false);
});

test('a recording that was full, or lost packets, says so', () => {
  const live = new LiveReading();
  live.readOn({ ...all, cut: true, dropped: 3 }, true, Infinity);
  expect(live.reading.troubles).toEqual([{ kind: 'too-much' }, { kind: 'cut', had: 3 }]);
});
