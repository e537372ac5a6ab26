import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RuntimeStatus } from '../runtime.ts';
import type { ToPage, ToWorker } from './messages.ts';
import { createVmRuntime } from './vm-runtime.client.ts';

/** A worker of which the test plays the part. */
class FakeWorker {
  static all: FakeWorker[] = [];
  readonly got: ToWorker[] = [];
  onmessage: ((event: { data: ToPage }) => void) | undefined;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | undefined;
  terminated = false;

  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(message: ToWorker): void {
    if (message.type !== 'ping') this.got.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: ToPage): void {
    this.onmessage?.({ data });
  }
  boots(): void {
    const times = { download: 1, decompress: 1, restore: 1, clock: 1 };
    this.say({ type: 'booted', image: { version: 'v', downloaded: 0, cached: true, times } });
  }
}

const BASE = 'http://site.test/machine/';
const worker = (): FakeWorker => FakeWorker.all.at(-1)!;
const settled = (): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve);
  });

beforeEach(() => {
  FakeWorker.all = [];
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a browser without workers is told so, and the status says that it failed', async () => {
  vi.stubGlobal('Worker', undefined);
  const runtime = createVmRuntime({ base: BASE });
  await expect(runtime.boot()).rejects.toMatchObject({ name: 'RuntimeError', code: 'not-supported' });
  expect(runtime.status).toBe('failed');
});

test("a boot that failed rejects with the worker's own words, and the next one takes a new worker", async () => {
  const runtime = createVmRuntime({ base: BASE });
  const failing = runtime.boot();
  worker().say({ type: 'failed', code: 'image-missing', message: 'none', hint: 'make one' });
  await expect(failing).rejects.toMatchObject({ code: 'image-missing', message: 'none', hint: 'make one' });
  expect([runtime.status, worker().terminated]).toEqual(['failed', true]);
  const booting = runtime.boot();
  worker().boots();
  await booting;
  expect([runtime.status, FakeWorker.all.length]).toEqual(['ready', 2]);
});

test('a worker that breaks while booting fails the boot', async () => {
  const runtime = createVmRuntime({ base: BASE });
  const booting = runtime.boot();
  worker().onerror?.({ message: 'out of memory', preventDefault: () => {} });
  await expect(booting).rejects.toMatchObject({
    code: 'start-failed',
    message: expect.stringContaining('out of memory') as string,
  });
});

test('a reader who leaves during the boot stops the download', async () => {
  const runtime = createVmRuntime({ base: BASE });
  const controller = new AbortController();
  const booting = runtime.boot({ signal: controller.signal });
  controller.abort(new Error('left'));
  await expect(booting).rejects.toThrow('left');
  expect([runtime.status, worker().terminated]).toEqual(['idle', true]);
});

test('a worker that breaks during a run is replaced, and what it still says is ignored', async () => {
  const runtime = createVmRuntime({ base: BASE });
  const seen: RuntimeStatus[] = [];
  runtime.onStatus(status => seen.push(status));
  await runtime.mount({ 'work/main.mjs': '' });
  const heard: string[] = [];
  const run = runtime.run({
    program: 'work/main.mjs',
    onOutput: (_, bytes) => heard.push(new TextDecoder().decode(bytes)),
  });
  await settled();
  worker().boots();
  await settled();
  const broken = worker();
  expect(broken.got.map(({ type }) => type)).toEqual(['boot', 'run']);
  broken.onerror?.({ message: 'unreachable', preventDefault: () => {} });
  expect(await run.exit).toMatchObject({
    reason: 'lost',
    message: expect.stringMatching(/emulator failed: unreachable/) as string,
  });
  broken.say({ type: 'output', id: 1, chunks: [['stdout', new TextEncoder().encode('late')]] });
  worker().boots();
  await settled();
  expect(heard).toEqual([]);
  expect(seen).toEqual(['downloading', 'ready', 'running', 'downloading', 'ready']);
});

test('a third run waits for the end of the first, though the second never started', async () => {
  const runtime = createVmRuntime({ base: BASE });
  await runtime.mount({ 'work/main.mjs': '' });
  const booting = runtime.boot();
  worker().boots();
  await booting;
  const first = runtime.run({ program: 'work/main.mjs' });
  await settled();
  const second = runtime.run({ program: 'work/main.mjs' });
  const third = runtime.run({ program: 'work/main.mjs' });
  expect(await second.exit).toEqual({ reason: 'aborted', code: null });
  await settled();
  expect(worker().got.map(({ type }) => type)).toEqual(['boot', 'run', 'stop']);
  worker().say({ type: 'exit', id: 1, exit: { reason: 'aborted', code: null }, instructions: 0 });
  expect(await first.exit).toEqual({ reason: 'aborted', code: null });
  await settled();
  expect(worker().got.at(-1)).toMatchObject({ type: 'run', id: 3 });
  worker().say({ type: 'exit', id: 3, exit: { reason: 'exited', code: 0 }, instructions: 7 });
  expect(await third.exit).toEqual({ reason: 'exited', code: 0 });
  expect(runtime.instructions).toBe(7);
});

test.each([
  ['Asia/Seoul', {}, { TZ: 'Asia/Seoul' }],
  ['Asia/Seoul', { TZ: 'UTC' }, { TZ: 'UTC' }],
  ['UTC', { A: 'b' }, { A: 'b' }],
])('a program of a reader in %s that is given %j has %j', async (timeZone, env, expected) => {
  vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function () {
    return { resolvedOptions: () => ({ timeZone }) } as Intl.DateTimeFormat;
  } as typeof Intl.DateTimeFormat);
  const runtime = createVmRuntime({ base: BASE });
  const booting = runtime.boot();
  worker().boots();
  await booting;
  runtime.run({ program: 'work/main.mjs', env });
  await settled();
  expect(worker().got.at(-1)).toMatchObject({ type: 'run', request: { env: expected } });
  vi.restoreAllMocks();
});
