import { expect, test } from 'vitest';

import type { Capability } from '../../course/capabilities.ts';
import { createNodeRuntime } from '../node/node-runtime.ts';
import { runToEnd } from '../run-to-end.ts';
import { describeRuntime } from '../runtime.contract.ts';
import type { ChooserOptions } from './chooser.ts';
import { lease } from './lease.ts';
import { createLessonRuntime, type LessonRuntime } from './lesson-runtime.ts';
import { createRuntimePool } from './pool.ts';
import { fakeRuntime, type FakeRuntime } from '../../../testing/fake-runtime.ts';

describeRuntime('leased', { create: () => lease(createNodeRuntime()) });

/** A page in which lessons follow each other; what they run on comes up at once where `arrives`. */
function page({ arrives = true } = {}) {
  const pool = createRuntimePool(50);
  const made: FakeRuntime[] = [];
  const make = (name: 'vm' | 'webcontainer', able?: readonly Capability[]) => async () => {
    const runtime = fakeRuntime(name, able);
    if (arrives) runtime.arrive();
    made.push(runtime);
    return runtime;
  };
  const lesson = (options: Partial<ChooserOptions> = {}): LessonRuntime =>
    createLessonRuntime(
      {
        needs: [],
        site: 'auto',
        candidates: { vm: make('vm'), webcontainer: make('webcontainer', ['hash']) },
        ...options,
      },
      pool,
    );
  return { lesson, made, pool };
}

test('the next lesson runs on the machine that the one before has left', async () => {
  const { lesson, made } = page();
  const first = lesson();
  await first.boot();
  first.leave();
  const second = lesson();
  await second.mount({ 'work/main.mjs': `console.log('second')` });
  expect((await runToEnd(second, { program: 'work/main.mjs' })).text.stdout).toBe('second\n');
  expect([first.status, second.status, made.length]).toEqual(['disposed', 'ready', 1]);
  await second.dispose();
  expect(made[0]!.disposed).toBe(true);
});

test('a boot under way goes on for the next lesson', async () => {
  const { lesson, made } = page({ arrives: false });
  const first = lesson();
  const boot = first.boot();
  await expect.poll(() => made[0]?.status).toBe('downloading');
  first.leave();
  await expect(boot).rejects.toMatchObject({ code: 'disposed' });
  const second = lesson();
  made[0]!.arrive();
  await second.boot();
  expect([second.status, made.length, made[0]!.disposed]).toEqual(['ready', 1, false]);
});

test("a run ends when its lesson is left, and the workspace is the next one's", async () => {
  const { lesson } = page();
  const first = lesson();
  await first.boot();
  await first.mount({ 'work/main.mjs': `console.log('on'); setInterval(() => {}, 1000)` });
  const told = Promise.withResolvers<void>();
  const run = first.run({ program: 'work/main.mjs', onOutput: () => told.resolve() });
  await told.promise;
  first.leave();
  expect((await run.exit).reason).toBe('aborted');
  const second = lesson();
  const { exit } = await runToEnd(second, { program: 'work/main.mjs' });
  expect(exit.code).not.toBe(0); // there is no such program any more
});

test('the lesson before can do nothing to the machine of the next', async () => {
  const { lesson, made } = page();
  const first = lesson();
  await first.boot();
  first.leave();
  const second = lesson();
  await second.boot();
  await expect(first.boot()).rejects.toMatchObject({ code: 'disposed' });
  await first.dispose();
  expect([second.status, made[0]!.disposed]).toEqual(['ready', false]);
});

test('WebContainer, up and able, goes on without a preference; for a lesson it is not able of, the machine comes', async () => {
  const { lesson, made } = page();
  const first = lesson({ reader: 'webcontainer', needs: ['hash'] });
  await first.boot();
  first.leave();
  const second = lesson({ needs: ['hash'] });
  await second.boot();
  expect([second.name, second.view.order[0]]).toEqual(['webcontainer', 'webcontainer']);
  second.leave();
  const third = lesson({ needs: ['mutual-tls'] });
  await third.boot();
  expect(third.name).toBe('vm');
  // Nobody took it.
  await expect.poll(() => made.find(({ name }) => name === 'webcontainer')!.disposed).toBe(true);
});
