import { afterEach, expect, test, vi } from 'vitest';
import { OUTPUT_LIMIT, STOP_GRACE_MS } from '../runtime.ts';
import type { Emulator } from '../../emulator/restored.ts';
import { createExecutor } from './executor.ts';
import type { ToPage } from './messages.ts';
import type { GuestFrameType } from '../../emulator/protocol.ts';

const REQUEST = {
  program: 'work/main.mjs',
  args: [],
  cwd: 'work',
  env: {},
  interactive: true,
  files: { 'work/main.mjs': '' },
};

/** An emulator whose restores end when told, and which says what the test tells it to. */
function setUp() {
  const sent: string[] = [];
  const restores: PromiseWithResolvers<void>[] = [];
  const ahead: string[] = [];
  const posted: ToPage[] = [];
  const failures: unknown[] = [];
  const emulator: Emulator = {
    onFrame: () => {},
    onCrash: () => {},
    restore(frames) {
      ahead.push(new TextDecoder().decode(frames));
      restores.push(Promise.withResolvers<void>());
      return restores.at(-1)!.promise;
    },
    send: bytes => sent.push(new TextDecoder().decode(bytes)),
    instructions: () => 0,
  };
  const executor = createExecutor(
    emulator,
    message => posted.push(message),
    error => failures.push(error),
  );
  return {
    sent,
    restores,
    ahead,
    posted,
    failures,
    executor,
    run: (id: number, request = REQUEST) => executor.handle({ type: 'run', id, request }),
    say: (type: GuestFrameType, id: number | string, payload: string | Uint8Array = '') =>
      emulator.onFrame({
        type,
        id: String(id),
        payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload,
      }),
    types: () => posted.map(({ type }) => type),
    crash: () => emulator.onCrash(),
    settled: () =>
      new Promise<void>(resolve => {
        setTimeout(resolve);
      }),
  };
}

test('a run waits for the restore after the one before it, and its early input waits with it', async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  machine.say('x', 1, '{"code":0}');
  machine.run(2);
  machine.executor.handle({ type: 'input', id: 2, data: 'hello', ends: true });
  await machine.settled();
  expect(machine.sent.length).toBe(1);
  machine.restores[0]!.resolve();
  await machine.settled();
  expect(machine.sent[1]).toMatch(/^R 2 /);
  expect(machine.sent.slice(2)).toEqual(['I 2 5\nhello', 'I 2 0\n']);
  expect(machine.types()).toEqual(['exit', 'ready']);
});

test('every run gets another seed for V8', async () => {
  const machine = setUp();
  const seeds = new Set<string>();
  for (let id = 1; id <= 20; id++) {
    machine.run(id);
    await machine.settled();
    seeds.add(/"seed":(\d+)/.exec(machine.sent.at(-1)!)![1]!);
    machine.say('x', id, '{"code":0}');
    machine.restores.at(-1)!.resolve();
  }
  expect(seeds.size).toBe(20);
});

test('output goes out before the exit, and nothing of it after', async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  machine.say('o', 1, 'one');
  machine.say('e', 1, 'two');
  machine.say('r', 1, 'three');
  machine.say('x', 1, '{"code":3}');
  machine.say('o', 1, 'late');
  const text = machine.posted
    .flatMap(message => (message.type === 'output' ? message.chunks : []))
    .map(([stream, bytes]) => `${stream}:${new TextDecoder().decode(bytes)}`);
  expect(text).toEqual(['stdout:one', 'stderr:two', 'report:three']);
  expect(machine.posted.at(-1)).toMatchObject({ type: 'exit', id: 1, exit: { reason: 'exited', code: 3 } });
});

test("what crosses the wire is told before the exit, and nothing of another run's", async () => {
  const machine = setUp();
  const packet = new Uint8Array([...new Uint8Array(Uint32Array.of(1, 500, 2).buffer), 7, 8]);
  machine.run(1);
  await machine.settled();
  machine.say('w', 2, packet);
  machine.say('w', 1, packet);
  machine.say('c', 1, '4 cut');
  machine.say('x', 1, '{"code":0}');
  const news = machine.posted.flatMap(message => (message.type === 'wire' ? message.news : []));
  expect(news.flatMap(({ packets }) => packets)).toEqual([{ time: 1000.5, bytes: Uint8Array.of(7, 8) }]);
  expect(news.map(({ dropped, cut }) => [dropped, cut])).toEqual([
    [0, false],
    [4, true],
  ]);
  expect(machine.types().at(-1)).toBe('exit');
});

test('a stopped run ends at once and the machine is restored without being asked', async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  machine.executor.handle({ type: 'stop', id: 1 });
  expect(machine.posted).toMatchObject([{ type: 'exit', id: 1, exit: { reason: 'aborted', code: null } }]);
  expect(machine.restores.length).toBe(1);
});

test('a run asked to end may say good-bye, and counts as stopped', async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  machine.executor.handle({ type: 'interrupt', id: 1 });
  expect(machine.sent[1]).toBe('C 1 0\n');
  machine.say('o', 1, 'good-bye');
  machine.say('x', 1, '{"code":0}');
  expect(machine.posted).toMatchObject([{ type: 'output' }, { type: 'exit', exit: { reason: 'aborted', code: null } }]);
  expect(machine.restores.length).toBe(1);
});

test("a run asked to end that goes on is ended by a restore, a new run's stop does not wait for that", async () => {
  vi.useFakeTimers();
  const machine = setUp();
  for (const id of [1, 2]) {
    machine.run(id);
    await vi.advanceTimersByTimeAsync(1);
    machine.executor.handle({ type: 'interrupt', id });
    machine.executor.handle({ type: 'interrupt', id });
    await vi.advanceTimersByTimeAsync(STOP_GRACE_MS - 1);
    expect(machine.restores.length).toBe(id - 1);
    if (id === 1) await vi.advanceTimersByTimeAsync(1);
    else machine.executor.handle({ type: 'stop', id });
    expect(machine.posted.at(-1)).toMatchObject({ type: 'exit', id, exit: { reason: 'aborted', code: null } });
    machine.restores.at(-1)!.resolve();
  }
  machine.run(3);
  await vi.advanceTimersByTimeAsync(2 * STOP_GRACE_MS);
  expect(machine.posted.at(-1)).toMatchObject({ type: 'ready' });
});

test('a run stopped while the machine is being restored never starts, and costs no restore of its own', async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  machine.say('x', 1, '{"code":0}');
  machine.run(2);
  machine.executor.handle({ type: 'stop', id: 2 });
  machine.restores[0]!.resolve();
  await machine.settled();
  expect(machine.restores.length).toBe(1);
  expect(machine.sent.length).toBe(1);
  expect(machine.types()).toEqual(['exit', 'exit', 'ready', 'ready']);
});

test('a flood is cut at the limit and ends the run', async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  for (let i = 0; i < 20; i++) machine.say('o', 1, new Uint8Array(65536));
  const bytes = machine.posted
    .flatMap(message => (message.type === 'output' ? message.chunks : []))
    .reduce((sum, [, part]) => sum + part.length, 0);
  expect(bytes).toBe(OUTPUT_LIMIT);
  expect(machine.posted.at(-1)).toMatchObject({ type: 'exit', exit: { reason: 'output-limit', code: null } });
});

test('a stop, input or output of another run changes nothing', async () => {
  const machine = setUp();
  machine.run(2);
  await machine.settled();
  machine.executor.handle({ type: 'stop', id: 1 });
  machine.executor.handle({ type: 'input', id: 1, data: 'x', ends: false });
  machine.say('o', 1, 'old');
  machine.say('x', 1, '{"code":0}');
  expect(machine.posted).toEqual([]);
  expect(machine.sent.length).toBe(1);
});

test("the guest's own words about an exit reach the reader", async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  machine.say('x', 1, '{"code":137,"cause":"memory"}');
  expect(machine.posted.at(-1)).toMatchObject({ exit: { reason: 'out-of-memory', code: null } });
  machine.restores[0]!.resolve();
  machine.run(2);
  await machine.settled();
  machine.say('x', 2, '{"code":1,"cause":"start","message":"cannot write work/x: full"}');
  expect(machine.posted.at(-1)).toMatchObject({
    exit: { reason: 'not-started', code: null, message: 'cannot write work/x: full' },
  });
  machine.restores.at(-1)!.resolve();
  machine.run(3);
  await machine.settled();
  machine.say('x', 3, '{"code":1,"cause":"moon"}');
  expect(machine.posted.at(-1)).toMatchObject({
    exit: { reason: 'lost', code: null, message: expect.stringContaining('moon') as string },
  });
});

test('a machine that crashes ends the run as lost, and is restored', async () => {
  const machine = setUp();
  machine.crash();
  expect(machine.posted).toEqual([]);
  machine.run(1);
  await machine.settled();
  machine.crash();
  expect(machine.posted.at(-1)).toMatchObject({
    exit: { reason: 'lost', code: null, message: expect.stringContaining('crashed') as string },
  });
  expect(machine.restores.length).toBe(1);
});

test('a restore that fails is told', async () => {
  const machine = setUp();
  machine.run(1);
  await machine.settled();
  machine.say('x', 1, '{"code":0}');
  machine.restores[0]!.reject(new Error('no answer'));
  await machine.settled();
  expect(machine.failures).toEqual([new Error('no answer')]);
});

const withFiles = (files: Record<string, string>): typeof REQUEST => ({
  ...REQUEST,
  files: files as typeof REQUEST.files,
});
const DRAFT = { 'package.json': '{}', 'work/main.mjs': 'draft' };

test('the files of a run are there before the next one, which is sent only what has changed', async () => {
  const machine = setUp();
  machine.run(1, withFiles(DRAFT));
  await machine.settled();
  expect(machine.sent[0]).toMatch(/^F 1 \d+\n12 2\npackage.json{}13 5\nwork\/main.mjsdraftR 1 /);
  machine.say('x', 1, '{"code":0}');
  expect(machine.ahead).toEqual(['F 0 42\n12 2\npackage.json{}13 5\nwork/main.mjsdraft']);
  machine.run(2, withFiles({ ...DRAFT, 'work/main.mjs': 'better' }));
  machine.restores[0]!.resolve();
  await machine.settled();
  expect(machine.sent[1]).toMatch(/^F 2 24\n13 6\nwork\/main.mjsbetterR 2 /);
  expect(machine.restores.length).toBe(1);
});

test('a run that lacks a file of the one before gets a machine without it', async () => {
  const machine = setUp();
  machine.run(1, withFiles({ 'work/secret.txt': 'x', ...DRAFT }));
  await machine.settled();
  machine.say('x', 1, '{"code":0}');
  machine.restores[0]!.resolve();
  machine.run(2, withFiles(DRAFT));
  await machine.settled();
  expect([machine.restores.length, machine.sent.length]).toEqual([2, 1]);
  expect(machine.ahead[1]).not.toContain('secret');
  machine.restores[1]!.resolve();
  await machine.settled();
  expect(machine.sent[1]).toMatch(/^F 2 .*R 2 /s);
  expect(machine.sent[1]).not.toContain('secret');
});

test('a run stopped while its machine is made never starts', async () => {
  const machine = setUp();
  machine.run(1, withFiles({ 'work/other.mjs': '' }));
  await machine.settled();
  machine.say('x', 1, '{"code":0}');
  machine.restores[0]!.resolve();
  machine.run(2, withFiles(DRAFT));
  await machine.settled();
  machine.executor.handle({ type: 'stop', id: 2 });
  machine.restores[1]!.resolve();
  await machine.settled();
  expect(machine.sent.length).toBe(1);
  expect(machine.types()).toEqual(['exit', 'ready', 'exit', 'ready']);
});

test('files that could not be written are not written ahead again', async () => {
  const machine = setUp();
  machine.run(1, withFiles(DRAFT));
  await machine.settled();
  machine.say('x', 1, '{"code":1,"cause":"start","message":"cannot write work/main.mjs: full"}');
  expect(machine.ahead).toEqual(['']);
});

/** A machine that has been told to warm up, and has time. */
function warmingUp() {
  vi.useFakeTimers();
  const machine = setUp();
  const { interactive: _, ...request } = REQUEST;
  machine.executor.handle({ type: 'rest', resting: false });
  machine.executor.handle({ type: 'warm up', programs: [{ ...request, interactive: false }] });
  return { ...machine, soon: () => vi.advanceTimersByTimeAsync(2_000) };
}
afterEach(() => {
  vi.useRealTimers();
});

test('in spare time it warms up again and again, and tells nobody', async () => {
  const machine = warmingUp();
  await machine.soon();
  expect(machine.sent[0]).toMatch(/^F r1 /);
  machine.say('o', 'r1', 'not for the reader');
  machine.say('x', 'r1', '{"code":0}');
  machine.restores[0]!.resolve();
  await machine.soon();
  expect(machine.sent[1]).toMatch(/^R r2 /);
  expect(machine.posted).toEqual([]);
});

test('it rests until it is told that there is time, and rests again when told', async () => {
  vi.useFakeTimers();
  const machine = setUp();
  const programs = [{ ...REQUEST, interactive: false }];
  machine.executor.handle({ type: 'warm up', programs });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(machine.sent).toEqual([]);
  machine.executor.handle({ type: 'rest', resting: false });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(machine.sent.length).toBe(1);
  machine.executor.handle({ type: 'rest', resting: true });
  machine.restores[0]!.resolve();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([machine.sent.length, machine.restores.length]).toEqual([1, 1]);
});

test('a run breaks a warm-up off at once, and waits only for the restore', async () => {
  const machine = warmingUp();
  await machine.soon();
  machine.run(1);
  expect([machine.restores.length, machine.sent.length]).toEqual([1, 1]);
  machine.restores[0]!.resolve();
  await machine.soon();
  expect(machine.sent.slice(1).map(frames => frames.slice(0, 3))).toEqual(['R 1']);
  machine.say('x', 'r1', '{"code":0}');
  expect(machine.posted).toEqual([]);
});

test("a lesson's programs take turns on machines that have what both have", async () => {
  const machine = warmingUp();
  const check = {
    ...withFiles({ ...REQUEST.files, 'check/run.mjs': '1' }),
    program: 'check/run.mjs',
    interactive: false,
  };
  machine.executor.handle({ type: 'warm up', programs: [{ ...REQUEST, interactive: false }, check] });
  for (let round = 1; round <= 3; round++) {
    await machine.soon();
    machine.say('x', `r${round}`, '{"code":0}');
    machine.restores.at(-1)!.resolve();
  }
  expect(machine.sent.map(frames => frames.slice(0, 4))).toEqual(['F r1', 'F r2', 'R r3']);
  expect(machine.sent[1]).toContain('check/run.mjs');
  expect(new Set(machine.ahead)).toEqual(new Set(['F 0 18\n13 0\nwork/main.mjs']));
});

test("another lesson's warm-up begins on a machine without the files of the one before", async () => {
  const machine = warmingUp();
  await machine.soon();
  machine.say('x', 'r1', '{"code":0}');
  machine.restores[0]!.resolve();
  machine.executor.handle({
    type: 'warm up',
    programs: [{ ...withFiles({ 'package.json': '{}' }), interactive: false }],
  });
  await machine.soon();
  expect([machine.sent.length, machine.restores.length]).toEqual([1, 2]);
  expect(machine.ahead[1]).toBe('F 0 19\n12 2\npackage.json{}');
  machine.restores[1]!.resolve();
  await machine.soon();
  expect(machine.sent[1]).toMatch(/^R r2 /);
});

test('a warm-up without an end is broken off', async () => {
  const machine = warmingUp();
  await machine.soon();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(machine.restores.length).toBe(1);
});

test('a machine that crashes in a warm-up is restored, and nobody is told', async () => {
  const machine = warmingUp();
  await machine.soon();
  machine.crash();
  expect([machine.restores.length, machine.posted]).toEqual([1, []]);
});

test('what the reader ran to its end is warmed up too', async () => {
  const machine = warmingUp();
  machine.run(1);
  await machine.soon();
  machine.say('x', 1, '{"code":0}');
  machine.restores[0]!.resolve();
  await machine.soon();
  expect(machine.sent.at(-1)).toMatch(/^R r1 /);
  expect(machine.types()).toEqual(['exit', 'ready']);
});
