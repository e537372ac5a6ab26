import { afterEach, describe, expect, it, vi } from 'vitest';
import { effect, signal } from '@preact/signals';

import { bundleOf, CHECKS } from '../../../testing/checker-fixture.ts';
import { fakeRuntime as fakeMachine } from '../../../testing/fake-runtime.ts';
import { onlyRuntime } from '../../../testing/only-runtime.ts';
import type { CheckReport } from '../../checker/report.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import type { FileMap } from '../../course/workspace.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import { RuntimeError, type Exit, type WarmUpProgram, type Run, type Runtime } from '../../runtimes/runtime.ts';
import { FetchProblem } from './fetch-json.ts';
import { Session, type SessionOptions } from './session.ts';
import { WHOLE, type UsualTimes } from './usual-times.ts';
import { follow, SESSION_STATUSES, type SessionStatus } from './status.ts';

const GOOD = `export const double = n => {
  if (typeof n !== 'number') throw new TypeError('a number, please');
  return 2 * n;
};
console.log('double(3) is', double(3));
`;
const exercise = exerciseSchema.parse({
  entry: 'double.mjs',
  files: { 'double.mjs': 'edit' },
  needs: ['hash'],
  steps: [['doubles', 'zero'], ['text']],
  attacks: ['text'],
});

const sessions: Session[] = [];
afterEach(async () => {
  await Promise.all(sessions.splice(0).map(session => session.dispose()));
});

interface Bench {
  session: Session;
  work: { files: FileMap };
  statuses: SessionStatus[];
  verdicts: CheckReport[];
  printed(): string;
}

type Options = Partial<Omit<SessionOptions, 'loadRuntime'>> & { loadRuntime?: () => Promise<Runtime> };

function bench(text: string, { loadRuntime = async () => createNodeRuntime(), ...options }: Options = {}): Bench {
  const work = { files: { 'double.mjs': text } };
  const verdicts: CheckReport[] = [];
  const session = new Session({
    exercise,
    work: () => work.files,
    loadRuntime: async () => onlyRuntime(await loadRuntime()),
    loadBundle: async () => bundleOf(CHECKS),
    onVerdict: report => verdicts.push(report),
    schedule: draw => draw(),
    ...options,
  });
  sessions.push(session);
  const statuses: SessionStatus[] = [];
  effect(() => void statuses.push(session.status.value));
  const printed = (): string => session.output.view.value.blocks.map(block => block.text).join('');
  return { session, work, statuses, verdicts, printed };
}

/** Resolves when the condition holds; it reads signals. */
function until(condition: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const stop = effect(() => {
      if (!condition()) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

const checkStatuses = ({ session }: Bench): string[] => Object.values(session.checks.value).map(check => check.status);

/** A runtime whose runs end when the test says so. */
function fakeRuntime(overrides: Partial<Runtime> = {}) {
  const runs: { program: string; end(exit: Exit): void; signal?: AbortSignal }[] = [];
  const started = signal(0);
  const mounts: Record<string, unknown>[] = [];
  const runtime: Runtime = {
    name: 'vm',
    status: 'ready',
    capabilities: new Set(['hash'] as const),
    onStatus: () => () => {},
    boot: async () => {},
    mount: async files => void mounts.push(files),
    run({ program, signal: abortSignal }): Run {
      const { promise, resolve } = Promise.withResolvers<Exit>();
      const abort = (): void => resolve({ reason: 'aborted', code: null });
      if (abortSignal?.aborted) abort();
      abortSignal?.addEventListener('abort', abort);
      runs.push({ program, end: resolve, ...(abortSignal && { signal: abortSignal }) });
      started.value = runs.length;
      return { exit: promise, write() {}, end() {}, interrupt: abort };
    },
    warmUp: () => {},
    reset: async () => {},
    openSession: 'It only looks like a runtime.',
    recordsWire: true,
    dispose: async () => {},
    ...overrides,
  };
  return { runtime, runs, mounts, running: (n: number) => until(() => started.value === n) };
}

describe('Run', () => {
  it("runs the learner's program and shows what it prints and how it ended", async () => {
    const one = bench(GOOD);
    await one.session.run();
    expect(one.printed()).toBe('double(3) is 6\n');
    expect(one.session.ended.value).toMatchObject({ exit: { reason: 'exited', code: 0 }, program: 'double.mjs' });
    expect(one.statuses).toEqual(['idle', 'fetching', 'starting', 'running', 'idle']);
  });

  it('runs the program that the exercise names', async () => {
    const { runtime, runs, mounts, running } = fakeRuntime();
    const named = exerciseSchema.parse({
      ...exercise,
      run: 'demo.mjs',
      files: { 'double.mjs': 'edit', 'demo.mjs': 'read' },
    });
    const one = bench(GOOD, { exercise: named, loadRuntime: async () => runtime });
    const done = one.session.run();
    await running(1);
    runs[0]!.end({ reason: 'exited', code: 0 });
    await done;
    expect(runs[0]!.program).toBe('work/demo.mjs');
    expect(Object.keys(mounts[0]!).filter(path => path.startsWith('check/'))).toEqual([]);
  });

  it('runs another program where the text of the lesson names it, and its own the next time', async () => {
    const one = bench(GOOD, {
      work: () => ({ 'double.mjs': GOOD, 'other.mjs': "console.log('another one');" }),
    });
    expect(one.session.program.value).toBe('double.mjs');
    await one.session.run('other.mjs');
    expect(one.printed()).toBe('another one\n');
    expect(one.session.program.value).toBe('other.mjs');
    expect(one.session.ended.value).toMatchObject({ exit: { code: 0 }, program: 'other.mjs' });
    await one.session.run();
    expect(one.printed()).toContain('double(3) is 6');
    expect(one.session.program.value).toBe('double.mjs');
  });

  it('passes lines to the program and ends its input', async () => {
    const one = bench(`import { createInterface } from 'node:readline';
      console.log('who?');
      createInterface({ input: process.stdin }).on('line', line => console.log('hello ' + line)).on('close', () => console.log('bye'));`);
    const done = one.session.run();
    await until(() => one.printed().includes('who?'));
    one.session.send('alice');
    await until(() => one.printed().includes('hello alice'));
    one.session.endInput();
    await done;
    expect(one.printed()).toBe('who?\nalice\nhello alice\nbye\n');
  });

  it('may say good-bye when the reader stops it', async () => {
    const one = bench(`
      process.on('SIGINT', () => { console.log('bye'); process.exit(); });
      setInterval(() => {}, 1000);
      console.log('on');`);
    const done = one.session.run();
    await until(() => one.printed() === 'on\n');
    await one.session.stop();
    await done;
    expect(one.printed()).toBe('on\nbye\n');
    expect(one.session.ended.value?.exit.reason).toBe('aborted');
  });

  it('is stopped by the reader, and the next one works', async () => {
    const one = bench('console.log("on"); for (;;);');
    const done = one.session.run();
    await until(() => one.printed() === 'on\n');
    await one.session.stop();
    await done;
    expect(one.session.ended.value?.exit.reason).toBe('aborted');
    expect(one.statuses).toEqual(['idle', 'fetching', 'starting', 'running', 'stopping', 'idle']);
    one.work.files = { 'double.mjs': GOOD };
    await one.session.run();
    expect(one.printed()).toBe('double(3) is 6\n');
  });

  it('gives way to a new one, whose files are mounted only when the old one is gone', async () => {
    const { runtime, runs, mounts, running } = fakeRuntime();
    const one = bench(GOOD, { loadRuntime: async () => runtime });
    const first = one.session.run();
    await running(1);
    one.work.files = { 'double.mjs': 'second' };
    const second = one.session.run();
    expect(mounts).toHaveLength(1);
    await first;
    await running(2);
    expect([runs[0]!.signal!.aborted, mounts[1]!['work/double.mjs']]).toEqual([true, 'second']);
    runs[1]!.end({ reason: 'exited', code: 0 });
    await second;
    expect(one.session.ended.value?.exit.code).toBe(0);
  });

  it('asked for many times at once ends as the last one', async () => {
    const one = bench(GOOD);
    await Promise.all([one.session.run(), one.session.check(), one.session.run(), one.session.run()]);
    expect([one.printed(), one.session.status.value, one.session.task.value]).toEqual([
      'double(3) is 6\n',
      'idle',
      'run',
    ]);
    expect(one.verdicts).toEqual([]);
  });

  it('tells that the machine was lost', async () => {
    const { runtime, runs, running } = fakeRuntime();
    const one = bench(GOOD, { loadRuntime: async () => runtime });
    const done = one.session.run();
    await running(1);
    runs[0]!.end({ reason: 'lost', code: null, message: 'it stopped answering' });
    await done;
    expect(one.session.ended.value?.exit.reason).toBe('lost');
    expect(one.session.machine.state.value.trouble?.message).toBe('it stopped answering');
  });
});

describe('Check', () => {
  it('shows every check as it runs and as it is judged, and tells the verdict once', async () => {
    const one = bench(GOOD);
    const seen: string[] = [];
    effect(() => void seen.push(checkStatuses(one).join()));
    await one.session.check();
    expect(seen).toEqual(
      [
        'idle,idle,idle',
        'idle,idle,idle',
        'running,idle,idle',
        'pass,idle,idle',
        'pass,running,idle',
        'pass,pass,idle',
        'pass,pass,running',
        'pass,pass,pass',
      ].slice(-seen.length),
    );
    expect(one.verdicts.map(report => report.passed)).toEqual([true]);
    expect(one.session.report.value?.passed).toBe(true);
    expect(one.statuses).toEqual(['idle', 'fetching', 'starting', 'checking', 'idle']);
  });

  it('leaves what it has judged when it is stopped, and no verdict', async () => {
    const one = bench(GOOD.replace('return', 'if (n === 0) for (;;); return'));
    const done = one.session.check();
    await until(() => checkStatuses(one)[1] === 'running');
    await one.session.stop();
    await done;
    expect(checkStatuses(one)).toEqual(['pass', 'idle', 'idle']);
    expect([one.verdicts, one.session.report.value]).toEqual([[], undefined]);
  });

  it('is no verdict on the learner when the machine is lost', async () => {
    const { runtime, runs, running } = fakeRuntime();
    const one = bench(GOOD, { loadRuntime: async () => runtime });
    const done = one.session.check();
    await running(1);
    runs[0]!.end({ reason: 'lost', code: null, message: 'gone' });
    await done;
    expect(one.verdicts).toEqual([]);
    expect(one.session.report.value?.interruption?.kind).toBe('runtime');
    expect(one.session.machine.state.value.trouble?.message).toBe('gone');
  });

  it('keeps the verdicts in sight while a program runs', async () => {
    const one = bench(GOOD);
    await one.session.check();
    await one.session.run();
    expect(checkStatuses(one)).toEqual(['pass', 'pass', 'pass']);
  });

  it('shows verdicts of an earlier visit until a new one comes', async () => {
    const one = bench(GOOD);
    one.session.restore({ doubles: 'pass', text: 'fail', gone: 'pass' }, 'code');
    expect(checkStatuses(one)).toEqual(['pass', 'idle', 'fail']);
    await one.session.check();
    one.session.restore({ doubles: 'fail' }, 'code');
    expect(checkStatuses(one)).toEqual(['pass', 'pass', 'pass']);
  });
});

describe('one check alone', () => {
  const LETS_TEXT_IN = GOOD.replace("typeof n !== 'number'", 'false');
  const usual = (): UsualTimes & { noted: string[] } => {
    const noted: string[] = [];
    return { noted, of: () => undefined, note: name => void noted.push(name) };
  };

  it('runs with its twin and leaves the others as they were, while it fails', async () => {
    const one = bench(LETS_TEXT_IN);
    await one.session.check();
    expect(checkStatuses(one)).toEqual(['pass', 'pass', 'fail']);
    one.work.files = { 'double.mjs': `${LETS_TEXT_IN}// still` };
    await one.session.check('text');
    expect(checkStatuses(one)).toEqual(['pass', 'pass', 'fail']);
    expect(one.verdicts.map(({ results, passed }) => [results.length, passed])).toEqual([
      [3, false],
      [2, false],
    ]);
    expect(one.session.alone.value).toBe('text');
    const [doubles, zero, text] = Object.values(one.session.checks.value).map(({ code }) => code);
    expect([doubles === text, zero === text]).toEqual([true, false]);
  });

  it('is followed by all of them when it passes, and only that is a pass', async () => {
    const one = bench(LETS_TEXT_IN);
    await one.session.check();
    one.work.files = { 'double.mjs': GOOD };
    await one.session.check('text');
    expect(one.verdicts.map(({ results, passed }) => [results.length, passed])).toEqual([
      [3, false],
      [3, true],
    ]);
    expect(checkStatuses(one)).toEqual(['pass', 'pass', 'pass']);
    expect([one.session.alone.value, one.session.status.value]).toEqual([undefined, 'idle']);
  });

  it('that passes while another fails does not pass the lesson', async () => {
    const one = bench(GOOD.replace('2 * n', 'n === 0 ? 1 : 2 * n'));
    await one.session.check('text');
    expect(one.verdicts.map(({ passed }) => passed)).toEqual([false]);
    expect(checkStatuses(one)).toEqual(['pass', 'fail', 'pass']);
  });

  it('can be stopped, and leaves nothing that looks as if it ran', async () => {
    const { runtime, running } = fakeRuntime();
    const one = bench(GOOD, { loadRuntime: async () => runtime });
    const over = one.session.check('text');
    await running(1);
    await one.session.stop();
    await over;
    expect([checkStatuses(one), one.verdicts]).toEqual([['idle', 'idle', 'idle'], []]);
  });

  it('is timed by itself, and all of them only together', async () => {
    const times = usual();
    await bench(LETS_TEXT_IN, { times }).session.check('text');
    expect(times.noted).toEqual(['doubles', 'text']);
    times.noted.length = 0;
    await bench(GOOD, { times }).session.check();
    expect(times.noted).toEqual(['doubles', 'zero', 'text', WHOLE]);
  });
});

describe('the machine', () => {
  it('says since when it starts, and how long that took is remembered once it is up', async () => {
    let at = 1_000;
    const noted: [string, number][] = [];
    const fake = fakeMachine('vm');
    const one = bench(GOOD, {
      loadRuntime: async () => fake,
      now: () => at,
      machineTimes: { of: () => 4_000, note: (...note) => void noted.push(note) },
    });
    const ready = one.session.machine.ready();
    await vi.waitFor(() => expect(one.session.machine.state.value.status).toBe('downloading'));
    expect(one.session.machine.state.value.since).toBeUndefined();
    fake.hears();
    expect(one.session.machine.state.value.since).toBe(1_000);
    at = 4_500;
    fake.arrive();
    await ready;
    expect([noted, one.session.machine.usual]).toEqual([[['starting', 3_500]], 4_000]);
    expect(one.session.machine.state.value.since).toBeUndefined();
  });
});

describe('what the bench needs', () => {
  it('is fetched once, ahead of time when the page is idle', async () => {
    let fetched = 0;
    const one = bench(GOOD, {
      loadBundle: async () => {
        fetched++;
        return bundleOf(CHECKS);
      },
    });
    await one.session.warm();
    expect(one.session.machine.state.value.status).toBe('ready');
    await one.session.run();
    await one.session.check();
    expect(fetched).toBe(1);
  });

  it("is told what to warm up: the lesson's program and checks on the starter, not on what the learner wrote", async () => {
    const told: WarmUpProgram[][] = [];
    const { runtime } = fakeRuntime({ warmUp: programs => void told.push([...programs]) });
    const one = bench('for (;;);', { loadRuntime: async () => runtime, starter: { 'double.mjs': GOOD } });
    await one.session.warm();
    expect(told[0]!.map(({ program }) => program)).toEqual(['work/double.mjs', 'check/run.mjs']);
    expect(told[0]!.map(({ files }) => files['work/double.mjs'])).toEqual([GOOD, GOOD]);
  });

  it('is asked for again after it did not come, and the reason is told', async () => {
    let online = false;
    const one = bench(GOOD, {
      loadBundle: async () => {
        if (!online) throw new FetchProblem('offline', '/bundle.json');
        return bundleOf(CHECKS);
      },
    });
    await one.session.warm();
    expect(one.session.fetchProblem.value).toBeUndefined();
    await one.session.run();
    expect([one.session.fetchProblem.value?.kind, one.session.status.value]).toEqual(['offline', 'idle']);
    online = true;
    await one.session.run();
    expect([one.session.fetchProblem.value, one.printed()]).toEqual([undefined, 'double(3) is 6\n']);
  });

  it('can be stopped while it is fetched, or while the machine starts', async () => {
    const never = (): Promise<never> => new Promise(() => {});
    for (const [options, status] of [
      [{ loadBundle: never }, 'fetching'],
      [
        {
          loadRuntime: async () =>
            fakeRuntime({
              boot: options =>
                new Promise((_, reject) => {
                  options?.signal?.addEventListener('abort', () => reject(options.signal!.reason as Error));
                }),
            }).runtime,
        },
        'starting',
      ],
    ] as const) {
      const one = bench(GOOD, options);
      const done = one.session.run();
      await until(() => one.session.status.value === status);
      await one.session.stop();
      await done;
      expect(one.session.status.value).toBe('idle');
    }
  });
});

describe('the machine', () => {
  it('that cannot be had says why, and is tried again', async () => {
    let built = false;
    const { runtime } = fakeRuntime({
      boot: async () => {
        if (!built) throw new RuntimeError('image-missing', 'no image', 'npm start');
      },
    });
    const one = bench(GOOD, { loadRuntime: async () => runtime });
    await one.session.check();
    expect(one.session.machine.state.value).toMatchObject({
      status: 'failed',
      trouble: { code: 'image-missing', hint: 'npm start' },
    });
    expect([one.session.status.value, one.verdicts]).toEqual(['idle', []]);
    built = true;
    await one.session.machine.ready();
    expect(one.session.machine.state.value.trouble).toBeUndefined();
  });

  it('whose script does not come says so, and is fetched again', async () => {
    let tries = 0;
    const one = bench(GOOD, {
      loadRuntime: async () => {
        if (tries++ === 0) throw new TypeError('Failed to fetch dynamically imported module');
        return createNodeRuntime();
      },
    });
    await one.session.run();
    expect(one.session.machine.state.value.trouble?.code).toBe('no-code');
    await one.session.run();
    expect(one.printed()).toBe('double(3) is 6\n');
  });

  it('that lacks what the exercise needs is told apart from one that failed', async () => {
    const { runtime } = fakeRuntime({ capabilities: new Set() });
    const one = bench(GOOD, { loadRuntime: async () => runtime });
    await one.session.run();
    expect(one.session.machine.state.value).toMatchObject({
      status: 'ready',
      trouble: { code: 'lacking', missing: ['hash'] },
    });
  });

  it('tells its progress while it starts', async () => {
    const seen: unknown[] = [];
    const { runtime } = fakeRuntime({
      boot: async options => options?.onProgress?.({ stage: 'downloading', done: 3, total: 29 }),
    });
    const one = bench(GOOD, { loadRuntime: async () => runtime });
    effect(() => void seen.push(one.session.machine.state.value.progress?.done));
    await one.session.machine.ready();
    expect(seen).toContain(3);
  });

  it('is asked to boot once for one Check', async () => {
    let boots = 0;
    const one = bench(GOOD, {
      loadRuntime: async () => {
        const node = createNodeRuntime();
        const boot = node.boot.bind(node);
        return Object.assign(node, { boot: (options?: Parameters<typeof boot>[0]) => (boots++, boot(options)) });
      },
    });
    await one.session.check();
    expect([one.session.report.value?.passed, boots]).toEqual([true, 1]);
  });

  it('stops its work when the page goes away', async () => {
    const one = bench('setInterval(() => {}, 1000); console.log("on")');
    const done = one.session.run();
    await until(() => one.printed() === 'on\n');
    await one.session.dispose();
    await done;
    expect(one.session.status.value).toBe('idle');
    await one.session.run();
    expect(one.session.status.value).toBe('idle');
  });
});

describe('the list of statuses', () => {
  it('lets a new task begin from everywhere, and ends everywhere but where nothing runs', () => {
    for (const now of SESSION_STATUSES) {
      expect(follow(now, 'fetching')).toBe('fetching');
      if (now !== 'idle') expect(follow(now, 'idle')).toBe('idle');
    }
  });

  it('refuses a step that makes no sense', () => {
    expect(() => follow('idle', 'running')).toThrow('from "idle" to "running"');
    expect(() => follow('running', 'checking')).toThrow();
  });
});
