import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createRuntimePool } from './pool.ts';
import { fakeRuntime, type FakeRuntime } from '../../../testing/fake-runtime.ts';

const KEEP_MS = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function upFake(): Promise<FakeRuntime> {
  const runtime = fakeRuntime('vm');
  runtime.arrive();
  await runtime.boot();
  return runtime;
}

test('what was put there is given to the next owner, once', async () => {
  const pool = createRuntimePool(KEEP_MS);
  const runtime = await upFake();
  pool.put('vm', runtime);
  expect([pool.up, pool.waiting.size]).toEqual(['vm', 1]);
  expect(pool.take('vm')).toBe(runtime);
  expect([pool.take('vm'), pool.up]).toEqual([undefined, undefined]);
});

test('a runtime that nobody takes is disposed of after a while, one that was taken is not', async () => {
  const pool = createRuntimePool(KEEP_MS);
  const [left, taken] = [await upFake(), await upFake()];
  pool.put('webcontainer', left);
  pool.put('vm', taken);
  pool.take('vm');
  vi.advanceTimersByTime(KEEP_MS - 1);
  expect(left.disposed).toBe(false);
  vi.advanceTimersByTime(1);
  expect([left.disposed, taken.disposed, pool.waiting.size]).toEqual([true, false, 0]);
});

test('a boot goes on while nobody but the pool waits for it', () => {
  const pool = createRuntimePool(KEEP_MS);
  const runtime = fakeRuntime('vm');
  void runtime.boot();
  pool.put('vm', runtime);
  expect([runtime.booted, pool.waiting.size, pool.up]).toEqual([2, 1, undefined]);
});

test('what has not begun to boot, or has failed, is not worth its place', () => {
  const pool = createRuntimePool(KEEP_MS);
  const [idle, failed] = [fakeRuntime('vm'), fakeRuntime('webcontainer')];
  failed.fail('start-failed', 'no');
  pool.put('vm', idle);
  pool.put('webcontainer', failed);
  expect([idle.disposed, failed.disposed, pool.waiting.size]).toEqual([true, true, 0]);
});

test('a second one of a kind takes the place of the first, which is disposed of', async () => {
  const pool = createRuntimePool(KEEP_MS);
  const [first, second] = [await upFake(), await upFake()];
  pool.put('vm', first);
  pool.put('vm', second);
  expect([first.disposed, second.disposed]).toEqual([true, false]);
});
