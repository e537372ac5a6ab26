import { availableParallelism } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';

import { checkIds } from '../../src/course/exercise.ts';
import { exerciseSlugs, loadLesson } from '../../src/course/disk/load.server.ts';
import { createMachines } from '../../src/classroom/grading/machines.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { drawn, isInScope, scopeFrom } from '../proof/proofs.ts';
import { handIn } from './hand-in.ts';

/** Of some eighty right answers, so many on each run. */
const SAMPLE = 8;
const pool = createMachines(2 * availableParallelism(), createNodeRuntime);
afterAll(() => pool.dispose());
const scope = scopeFrom();
const slugs = (await exerciseSlugs()).filter(slug => isInScope(slug, scope));
const lessons = await Promise.all(slugs.map(slug => loadLesson(slug)));
const right = lessons.flatMap(lesson =>
  [['the solution', lesson.solution] as const, ...lesson.also].map(([name, files]) => ({ lesson, name, files })),
);

describe.concurrent('with a canary of each check, the claim is verified of', { timeout: 120_000 }, () => {
  for (const { lesson, name, files } of drawn(right, SAMPLE)) {
    test(`${lesson.slug}: ${name}`, async () => {
      const canaries = checkIds(lesson.exercise).length;
      const { status, marks, different, report } = await handIn(pool, lesson, files, { limits: { canaries } });
      expect({ status, marks, different, interruption: report?.interruption }, `SEED=${scope.seed}`).toEqual({
        status: 'verified',
        marks: [],
        different: [],
        interruption: undefined,
      });
      expect(report?.passed).toBe(true);
    });
  }
});
