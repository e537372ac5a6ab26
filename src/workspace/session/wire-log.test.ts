import { afterEach, expect, test } from 'vitest';

import { bundleOf, CHECKS } from '../../../testing/checker-fixture.ts';
import { fakeRuntime } from '../../../testing/fake-runtime.ts';
import { onlyRuntime } from '../../../testing/only-runtime.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import type { Recorded, RecordedPacket, Runtime } from '../../runtimes/runtime.ts';
import { Session } from './session.ts';

const exercise = exerciseSchema.parse({
  entry: 'double.mjs',
  files: { 'double.mjs': 'edit' },
  needs: ['hash'],
  steps: [['doubles', 'zero'], ['text']],
  attacks: ['text'],
});
const packet = (time: number): RecordedPacket => ({ time, bytes: Uint8Array.of(time) });

let session: Session;
afterEach(() => session.dispose());

/** A machine on whose wire there are these news while each program runs. */
function bench(news: readonly Partial<Recorded>[], recordsWire: Runtime['recordsWire'] = true): Session {
  const fake = fakeRuntime('vm');
  fake.arrive();
  const { run } = fake;
  const runtime = Object.assign(fake, {
    recordsWire,
    run(request: Parameters<typeof run>[0]) {
      const started = run(request);
      news.forEach(fake.crosses);
      return started;
    },
  });
  session = new Session({
    exercise,
    work: () => ({ 'double.mjs': 'export const double = n => 2 * n;' }),
    loadRuntime: async () => onlyRuntime(runtime),
    loadBundle: async () => bundleOf(CHECKS),
    schedule: draw => draw(),
  });
  return session;
}

test('what crosses the wire during a run is kept as it comes, and is gone when the next task begins', async () => {
  const one = bench([
    { packets: [packet(1)], keyLog: 'a\n' },
    { packets: [packet(2)], dropped: 3, cut: true },
  ]);
  await one.run();
  const all = { packets: [packet(1), packet(2)], keyLog: 'a\n', dropped: 3, cut: true };
  expect(one.wire.record.value).toEqual({ task: 'run', begun: [], ...all });
  expect(one.wire.without.value).toBeUndefined();
  one.wire.on.value = false;
  await one.run();
  expect(one.wire.record.value).toBeUndefined();
  expect(one.wire.before.value).toEqual({ task: 'run', begun: [], ...all });
});

test('of a Check it is known when each check began', async () => {
  const before = Date.now();
  const one = bench([{ packets: [packet(1)] }]);
  await one.check();
  const { begun, ...recorded } = one.wire.record.value!;
  expect(recorded).toMatchObject({ task: 'check', packets: [packet(1)] });
  expect(begun.map(({ id }) => id)).toEqual(['doubles', 'zero', 'text']);
  for (const { at } of begun) expect(at >= before && at <= Date.now(), String(at)).toBe(true);
});

test('a runtime that records nothing says why', async () => {
  const { recordsWire } = createNodeRuntime();
  const one = bench([], recordsWire);
  await one.run();
  expect([one.wire.record.value, one.wire.without.value]).toEqual([undefined, recordsWire]);
});
