import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';

import { loadLesson } from '../../course/disk/load.server.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import { openClass } from '../../../testing/classroom/fixture.ts';
import { allPassed } from '../../../testing/grading/hand-in.ts';
import { createMachines } from './machines.ts';
import { startWorker } from './worker.ts';

const TAKER = fileURLToPath(new URL('../../../testing/grading/taker.ts', import.meta.url));
const LEASE_MS = 60_000;

async function handedIn(url: string) {
  const { stores, class: ours, pupils, clock } = await openClass(url);
  onTestFinished(() => stores.close());
  const lesson = await loadLesson('ecb');
  const { starter, solution } = lesson;
  const claimed = allPassed(lesson);
  const common = { classId: ours.id, userId: pupils[0].userId, lesson: 'ecb', claimed };
  await stores.submissions.add({ id: 'right', files: solution, ...common });
  await stores.submissions.add({ id: 'wrong', files: starter, ...common });
  return { stores, lesson, clock };
}

/** Another process that has taken the oldest submission, and is gone at once. */
async function takenAndKilled(url: string, now: number): Promise<string> {
  const child = spawn(process.execPath, [TAKER, url, String(now), String(LEASE_MS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'close');
  return String(said).trim();
}

test(
  'what a killed worker had is graded by another, once, and the verdict is in the database',
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grading-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const url = join(folder, 'class.db');
    const { stores, lesson, clock } = await handedIn(url);
    const { submissions } = stores;
    expect(await takenAndKilled(url, clock.at)).toBe('has right');

    const pool = createMachines(1, createNodeRuntime);
    onTestFinished(() => pool.dispose());
    const work = {
      queue: submissions,
      pool,
      atOnce: 1,
      lessonOf: () => Promise.resolve(lesson),
      name: 'another',
      idleMs: 20,
    };
    const { stop } = startWorker({ ...work, leaseMs: LEASE_MS });
    const status = async (id: string) => (await submissions.get(id))?.status;
    await vi.waitFor(async () => expect(await status('wrong')).toBe('not_verified'), 60_000);
    expect(await status('right')).toBe('grading');
    clock.at += LEASE_MS + 1;
    await vi.waitFor(async () => expect(await status('right')).toBe('verified'), 60_000);
    await stop();

    expect(await submissions.get('right')).toMatchObject({
      attempts: 2,
      marks: [],
      graded: { report: { passed: true } },
    });
    expect(await submissions.get('wrong')).toMatchObject({ attempts: 1, marks: ['mismatch'] });
    const audited = await stores.audit.list({ subject: 'right' });
    expect(audited.filter(({ action }) => action === 'submission.graded').length).toBe(1);
  },
);
