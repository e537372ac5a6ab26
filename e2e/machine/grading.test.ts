import { afterAll, describe, expect, test } from 'vitest';

import { exerciseSlugs, loadLesson } from '../../src/course/disk/load.server.ts';
import { createMachines } from '../../src/classroom/grading/machines.ts';
import { createVmRuntime } from '../../src/runtimes/vm/vm-runtime.server.ts';
import { GRADED } from '../../testing/grading/forgeries.ts';
import { forged, handIn } from '../../testing/grading/hand-in.ts';
import { imageFolder } from '../../testing/machine/image.ts';
import { drawn, scopeFrom } from '../../testing/proof/proofs.ts';
import { PROGRAMS } from '../hostile/programs.ts';

/** Each takes seconds: others on each run, all where everything is to be proved. */
const [RIGHT, FORGED, HOSTILE] = [1, 2, 1];
const folder = await imageFolder();
const pool = createMachines(1, () => createVmRuntime({ folder }));
afterAll(() => pool.dispose());
const slugs = await exerciseSlugs();

describe('in the machine under Node', { timeout: 900_000 }, () => {
  for (const slug of drawn(slugs, RIGHT)) {
    test(`the claim of the solution of ${slug} is verified`, async () => {
      const lesson = await loadLesson(slug);
      const { status, marks, different, problem } = await handIn(pool, lesson, lesson.solution);
      expect({ status, marks, different, problem }, `SEED=${scopeFrom().seed}`).toEqual({
        ...{ status: 'verified', marks: [], different: [], problem: undefined },
      });
    });
  }

  for (const forgery of drawn(GRADED, FORGED)) {
    test(`no claim is verified of code that ${forgery.does}`, async () => {
      const lesson = await loadLesson(forgery.lesson ?? 'aead');
      const [[, files]] = forged(forgery, lesson) as [[string, Record<string, string>]];
      const { status, marks } = await handIn(pool, lesson, files);
      expect(status, `SEED=${scopeFrom().seed}`).toBe('not_verified');
      for (const mark of forgery.marks ?? []) expect(marks).toContain(mark);
    });
  }

  test.each(drawn(PROGRAMS, HOSTILE))(
    'code that $does is not verified, and what comes after it is graded',
    async ({ code }) => {
      const lesson = await loadLesson('aead');
      const hostile = { ...lesson.starter, [lesson.exercise.entry]: code };
      const limits = { wallMs: 120_000, checks: { load: 10_000, grace: 1_000 } };
      expect((await handIn(pool, lesson, hostile, { limits })).status, `SEED=${scopeFrom().seed}`).not.toBe('verified');
      expect((await handIn(pool, lesson, lesson.solution)).status).toBe('verified');
    },
  );
});
