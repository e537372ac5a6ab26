import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { bootWithHeadStart, type Outcome } from './head-start.ts';
import { fakeRuntime, type FakeRuntime } from '../../../testing/fake-runtime.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

interface Started {
  service: FakeRuntime;
  machine: FakeRuntime;
  outcome: Promise<Outcome>;
  begun: string[];
}
function start(signal?: AbortSignal): Started {
  const [service, machine] = [fakeRuntime('webcontainer'), fakeRuntime('vm')];
  const begun: string[] = [];
  const outcome = bootWithHeadStart({
    first: service,
    second: machine,
    headStart: { unheard: 2_000, unready: 12_000 },
    accept: () => {},
    onBegin: ({ name }) => begun.push(name),
    signal,
  });
  return { service, machine, outcome, begun };
}

test('a first one that is ready in time wins, and the second one never begins', async () => {
  const { service, machine, outcome } = start();
  await vi.advanceTimersByTimeAsync(1_000);
  service.arrive();
  expect((await outcome).winner).toBe(service);
  expect([machine.booted, machine.disposed]).toEqual([0, true]);
});

test('while the first one is mute the second begins after two seconds, and wins when it is ready', async () => {
  const { service, machine, outcome, begun } = start();
  await vi.advanceTimersByTimeAsync(1_999);
  expect(begun).toEqual(['webcontainer']);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['webcontainer', 'vm']);
  machine.arrive();
  expect(await outcome).toEqual({ winner: machine, errors: new Map() });
  expect(service.disposed).toBe(true);
});

test('a first one that shows life has longer, but not for ever', async () => {
  const { service, machine, outcome } = start();
  await vi.advanceTimersByTimeAsync(1_500);
  service.hears();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(machine.booted).toBe(0);
  await vi.advanceTimersByTimeAsync(500);
  expect(machine.booted).toBe(1);
  service.arrive();
  expect((await outcome).winner).toBe(service);
  expect(machine.disposed).toBe(true);
});

test('a first one that shows life late is still waited for, though the second is ready', async () => {
  const { service, machine, outcome } = start();
  await vi.advanceTimersByTimeAsync(2_500);
  service.hears();
  machine.arrive();
  await vi.advanceTimersByTimeAsync(4_000);
  service.arrive();
  expect((await outcome).winner).toBe(service);
  expect(machine.disposed).toBe(true);
});

test('a first one that shows life and never is ready loses in the end', async () => {
  const { service, machine, outcome } = start();
  await vi.advanceTimersByTimeAsync(2_500);
  service.hears();
  machine.arrive();
  await vi.advanceTimersByTimeAsync(9_500);
  expect(await outcome).toEqual({ winner: machine, errors: new Map() });
  expect(service.disposed).toBe(true);
});

test('a first one that fails makes way at once, with its error', async () => {
  const { service, machine, outcome } = start();
  service.fail('start-failed', 'reset');
  await vi.advanceTimersByTimeAsync(0);
  expect(machine.booted).toBe(1);
  machine.arrive();
  const { winner, errors } = await outcome;
  expect(winner).toBe(machine);
  expect(errors.get(service)).toMatchObject({ message: 'reset' });
});

test('when both fail nobody wins, and both errors are told', async () => {
  const { service, machine, outcome } = start();
  service.fail('start-failed', 'reset');
  await vi.advanceTimersByTimeAsync(0);
  machine.fail('download-failed', 'offline');
  const { winner, errors } = await outcome;
  expect(winner).toBeUndefined();
  expect([...errors.values()].map(String)).toEqual(['RuntimeError: reset', 'RuntimeError: offline']);
});

test('a reader who leaves ends both', async () => {
  const controller = new AbortController();
  const { service, machine, outcome } = start(controller.signal);
  const ended = outcome.catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(3_000);
  controller.abort(new Error('left'));
  expect(await ended).toBe('left');
  expect([service.disposed, machine.disposed]).toEqual([true, true]);
});
