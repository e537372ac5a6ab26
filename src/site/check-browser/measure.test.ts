import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { CAPABILITIES } from '../../course/capabilities.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import { readProbeWorkspace } from '../../runtimes/probe/probe-workspace.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { Finding } from './findings.ts';
import { measure } from './measure.client.ts';

const workspace = await readProbeWorkspace();

async function findingsOf(runtime: Runtime, silence?: number): Promise<Finding[]> {
  const told: Finding[] = [];
  await measure(
    runtime,
    async () => workspace,
    finding => told.push(finding),
    silence,
  );
  return told;
}

test('each answer is told while the others are still being called, and all of them at the end', async () => {
  const told = await findingsOf(createNodeRuntime());
  const partly = told.filter(({ state, proofs }) => state === 'probing' && proofs.size > 0);
  expect(partly.length).toBeGreaterThan(0);
  expect(told.at(-1)).toMatchObject({ state: 'done', node: process.version });
  expect(told.at(-1)!.proofs.size).toBe(CAPABILITIES.length);
});

describe("by a clock of the test's own", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('a runtime that is slow but gives news is waited for', async () => {
    const boot: Runtime['boot'] = async ({ signal, onProgress } = {}) => {
      for (let done = 1; done <= 8; done++) {
        await new Promise(resolve => {
          setTimeout(resolve, 1_000);
        });
        signal?.throwIfAborted();
        onProgress?.({ stage: 'downloading', done, total: 8 });
      }
    };
    const told = findingsOf(fakeRuntime(boot), 1_500);
    await vi.advanceTimersByTimeAsync(8_000);
    expect((await told).at(-1)).toMatchObject({ state: 'done', times: { start: 8_000 } });
  });

  test('a runtime that gives no news is given up, and says after how long', async () => {
    const boot: Runtime['boot'] = ({ signal } = {}) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      });
    const told = findingsOf(fakeRuntime(boot), 1_500);
    await vi.advanceTimersByTimeAsync(1_500);
    expect((await told).at(-1)).toMatchObject({ state: 'failed', message: 'no sign of life within 1.5 s' });
  });
});

/** A runtime that boots as told, and whose every program says at once that it is some Node. */
function fakeRuntime(boot: Runtime['boot']): Runtime {
  return {
    name: 'vm',
    status: 'idle',
    capabilities: new Set(),
    boot,
    onStatus: () => () => {},
    mount: async () => {},
    warmUp: () => {},
    run({ onOutput }) {
      onOutput?.('report', new TextEncoder().encode('{"node":"v24"}\n'));
      return { exit: Promise.resolve({ reason: 'exited', code: 0 }), write() {}, end() {}, interrupt() {} };
    },
    reset: async () => {},
    openSession: 'It only looks like a runtime.',
    recordsWire: 'It only looks like a runtime.',
    dispose: async () => {},
  };
}
