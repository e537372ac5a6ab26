import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createParking } from './pool.ts';
import { puppet, type Puppet } from '../../../testing/fake-runtime.ts';

const KEEP_MS = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function upPuppet(): Promise<Puppet> {
  const runtime = puppet('vm');
  runtime.arrive();
  await runtime.boot();
  return runtime;
}

test('what is parked is given to the next owner, once', async () => {
  const parking = createParking(KEEP_MS);
  const runtime = await upPuppet();
  parking.park('vm', runtime);
  expect([parking.up, parking.waiting.size]).toEqual(['vm', 1]);
  expect(parking.take('vm')).toBe(runtime);
  expect([parking.take('vm'), parking.up]).toEqual([undefined, undefined]);
});

test('a runtime that nobody takes is disposed of after a while, one that was taken is not', async () => {
  const parking = createParking(KEEP_MS);
  const [left, taken] = [await upPuppet(), await upPuppet()];
  parking.park('webcontainer', left);
  parking.park('vm', taken);
  parking.take('vm');
  vi.advanceTimersByTime(KEEP_MS - 1);
  expect(left.disposed).toBe(false);
  vi.advanceTimersByTime(1);
  expect([left.disposed, taken.disposed, parking.waiting.size]).toEqual([true, false, 0]);
});

test('a boot goes on while nobody but the parking waits for it', () => {
  const parking = createParking(KEEP_MS);
  const runtime = puppet('vm');
  void runtime.boot();
  parking.park('vm', runtime);
  expect([runtime.booted, parking.waiting.size, parking.up]).toEqual([2, 1, undefined]);
});

test('what has not begun to boot, or has failed, is not worth its place', () => {
  const parking = createParking(KEEP_MS);
  const [idle, failed] = [puppet('vm'), puppet('webcontainer')];
  failed.fail('start-failed', 'no');
  parking.park('vm', idle);
  parking.park('webcontainer', failed);
  expect([idle.disposed, failed.disposed, parking.waiting.size]).toEqual([true, true, 0]);
});

test('a second one of a kind takes the place of the first, which is disposed of', async () => {
  const parking = createParking(KEEP_MS);
  const [first, second] = [await upPuppet(), await upPuppet()];
  parking.park('vm', first);
  parking.park('vm', second);
  expect([first.disposed, second.disposed]).toEqual([true, false]);
});
