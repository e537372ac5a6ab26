import { afterAll, describe, expect, it, vi } from 'vitest';

import { loadLesson } from '../../course/disk/load.server.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import { allPassed } from '../../../testing/grading/hand-in.ts';
import { createQueue, type Handed } from '../../../testing/grading/queue.ts';
import type { MachinePool } from './grade.ts';
import { createMachines, machinesWithin } from './machines.ts';
import { MOST_TRIES, startWorker, type GradingWorkerOptions, type WorkerEvent } from './worker.ts';

const lesson = await loadLesson('ecb');
const pool = createMachines(2, createNodeRuntime);
afterAll(() => pool.dispose());
const claimed = allPassed(lesson);
const right = (id: string): Handed => ({ id, lesson: 'ecb', files: lesson.solution, claimed });
const wrong = (id: string): Handed => ({ id, lesson: 'ecb', files: lesson.starter, claimed });
/** Whoever uses it waits until `go` is called. */
function heldPool() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let uses = 0;
  const held: MachinePool = {
    use: async work => {
      uses++;
      await promise;
      return pool.use(work);
    },
  };
  return { held, go: () => resolve(), uses: () => uses };
}

function worker(queue: GradingWorkerOptions['queue'], more: Partial<GradingWorkerOptions> = {}) {
  const events: WorkerEvent[] = [];
  const started = startWorker({
    ...{ queue, pool, atOnce: 2, name: 'w', idleMs: 5 },
    lessonOf: slug => (slug === 'ecb' ? Promise.resolve(lesson) : Promise.reject(new Error('none'))),
    onEvent: event => events.push(event),
    ...more,
  });
  return { ...started, events };
}
const settled = (rows: readonly { status: string }[]) =>
  vi.waitFor(
    () => expect(rows.filter(({ status }) => status === 'queued' || status === 'grading')).toEqual([]),
    60_000,
  );

describe('a grading worker', { timeout: 120_000 }, () => {
  it('grades what waits, and what comes while it waits', async () => {
    const store = createQueue([right('a'), wrong('b')]);
    const { stop, events } = worker(store.queue, { idleMs: 600_000 });
    await settled(store.rows);
    store.add(right('c'));
    await settled(store.rows);
    await stop();
    expect(store.rows.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'a verified',
      'b not_verified',
      'c verified',
    ]);
    expect(store.rows[1]!.outcome).toMatchObject({ marks: ['mismatch'], graded: { report: { passed: false } } });
    expect(events.map(({ type }) => type)).toEqual(['graded', 'graded', 'graded']);
  });

  it('is one of two that never grade the same submission twice', async () => {
    const store = createQueue(['a', 'b', 'c', 'd', 'e'].map(right));
    const workers = [worker(store.queue, { name: 'one' }), worker(store.queue, { name: 'two' })];
    await settled(store.rows);
    await Promise.all(workers.map(({ stop }) => stop()));
    expect(store.log.filter(line => line.includes('takes')).length).toBe(5);
    expect(store.rows.every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('takes over what a worker had that was killed, once its lease has run out, and nobody believes the dead one', async () => {
    const store = createQueue([right('a')]);
    const dead = (await store.queue.take('dead', 1_000))!;
    const { stop } = worker(store.queue);
    store.clock.now = 1_001;
    await settled(store.rows);
    await stop();
    expect(store.rows[0]).toMatchObject({ status: 'verified', attempts: 2 });
    expect(await store.queue.finish('a', dead.lease, { status: 'error', graded: null, seed: '', marks: [] })).toBe(
      false,
    );
    expect(store.rows[0]!.status).toBe('verified');
  });

  it('throws its work away when its lease is another’s', async () => {
    const store = createQueue([right('a')]);
    const { held, go, uses } = heldPool();
    const { stop, events } = worker(store.queue, { pool: held, atOnce: 1, leaseMs: 30 });
    await vi.waitFor(() => expect(uses()).toBe(1), 60_000);
    store.rows[0]!.lease = 'another’s';
    store.rows[0]!.until = Infinity;
    const stopped = stop();
    go();
    await stopped;
    expect(events.map(({ type }) => type)).toEqual(['lost']);
    expect(store.rows[0]!.status).toBe('grading');
  });

  it('gives up what no machine can run after three tries, and says so', async () => {
    const store = createQueue([right('a')]);
    const none = { use: () => Promise.reject(new Error('no machine can be started')) };
    const { stop, events } = worker(store.queue, { pool: none });
    await settled(store.rows);
    await stop();
    expect(store.rows[0]).toMatchObject({ status: 'error', attempts: MOST_TRIES });
    expect(store.rows[0]!.outcome!.graded).toEqual({
      ...{ different: [], problem: 'gave up after 3 tries: no machine can be started' },
    });
    expect(events.map(({ type }) => type)).toEqual(['again', 'again', 'graded']);
  });

  it('gives up what has killed three workers without beginning it once more', async () => {
    const store = createQueue([right('a')]);
    for (let killed = 0; killed < MOST_TRIES; killed++) {
      await store.queue.take('killed', 10);
      store.clock.now += 11;
    }
    const { held, uses } = heldPool();
    const { stop } = worker(store.queue, { pool: held });
    await settled(store.rows);
    await stop();
    expect(uses()).toBe(0);
    expect(store.rows[0]).toMatchObject({
      status: 'error',
      outcome: { graded: { problem: expect.stringContaining('gave up after 3 tries') as string } },
    });
  });

  it('has an error for a lesson that there is not, and goes on', async () => {
    const store = createQueue([{ ...right('a'), lesson: 'none' }, right('b')]);
    const { stop } = worker(store.queue);
    await settled(store.rows);
    await stop();
    expect(store.rows.map(({ status }) => status)).toEqual(['error', 'verified']);
  });

  it('goes on when the queue has failed', async () => {
    const store = createQueue([right('a')]);
    let failures = 2;
    const take: typeof store.queue.take = (...given) =>
      failures-- > 0 ? Promise.reject(new Error('the database is busy')) : store.queue.take(...given);
    const { stop, events } = worker({ ...store.queue, take });
    await settled(store.rows);
    await stop();
    expect(events.map(({ type }) => type)).toEqual(['trouble', 'trouble', 'graded']);
  });

  it('finishes what is under way when it is stopped, and takes nothing more', async () => {
    const store = createQueue([right('a'), right('b')]);
    const { held, go, uses } = heldPool();
    const { stop } = worker(store.queue, { pool: held, atOnce: 1 });
    await vi.waitFor(() => expect(uses()).toBe(1), 60_000);
    const stopped = stop();
    go();
    await stopped;
    expect(store.rows.map(({ status }) => status)).toEqual(['verified', 'queued']);
  });

  it('puts what is under way back when it is told a second time', async () => {
    const store = createQueue([right('a')]);
    const { held, go, uses } = heldPool();
    const { stop } = worker(store.queue, { pool: held });
    await vi.waitFor(() => expect(uses()).toBe(1), 60_000);
    const stopped = [stop(), stop()];
    go();
    await Promise.all(stopped);
    expect(store.rows[0]!.status).toBe('queued');
  });
});

describe('machines', () => {
  it('are as many as are wanted and fit, and one at least', () => {
    expect(machinesWithin(8, 1_000, 300)).toBe(3);
    expect(machinesWithin(2, 1_000, 300)).toBe(2);
    expect(machinesWithin(2, 10, 300)).toBe(1);
  });

  it('serve one submission at a time, in the order of asking', async () => {
    const one = createMachines(1, createNodeRuntime);
    const order: string[] = [];
    const use = (name: string) => one.use(async () => void order.push(`${name} begins`, `${name} ends`));
    await Promise.all(['a', 'b', 'c'].map(use));
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    await one.dispose();
  });

  it('are replaced when they have failed', async () => {
    const made: ReturnType<typeof createNodeRuntime>[] = [];
    const one = createMachines(1, () => {
      made.push(createNodeRuntime());
      return made.at(-1)!;
    });
    await one.use(runtime => runtime.dispose());
    await one.use(async runtime => expect(runtime).toBe(made[1]));
    expect(made.length).toBe(2);
    await one.dispose();
  });
});
