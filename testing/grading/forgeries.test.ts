import { availableParallelism } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';

import { loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';
import { createMachines } from '../../src/classroom/grading/machines.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { drawn, scopeFrom } from '../proof/proofs.ts';
import { ALL, GRADED, type GradedForgery } from './forgeries.ts';
import { forged, handIn } from './hand-in.ts';

/** Of those that every page is proof against, so many are handed in on each run. */
const SAMPLE = 24;
const pool = createMachines(2 * availableParallelism(), createNodeRuntime);
afterAll(() => pool.dispose());
const lessons = new Map<string, Promise<Lesson>>();
const others = ALL.filter(forgery => !GRADED.includes(forgery));

describe.concurrent('a claim is not verified of code that', { timeout: 120_000 }, () => {
  for (const forgery of GRADED) {
    test(forgery.does, async () => {
      const marks = await marksOf(forgery);
      for (const mark of forgery.marks ?? []) expect(marks).toContain(mark);
    });
  }
  for (const forgery of drawn(others, SAMPLE)) {
    test(forgery.does, async () => void (await marksOf(forgery)));
  }
});

/** What is to be looked at; throws when the claim of a failing answer is believed, or the code was not even tried. */
async function marksOf(forgery: GradedForgery): Promise<string[]> {
  const slug = forgery.lesson ?? 'aead';
  lessons.set(slug, lessons.get(slug) ?? loadLesson(slug));
  const lesson = await lessons.get(slug)!;
  const results = await Promise.all(forged(forgery, lesson).map(([, files]) => handIn(pool, lesson, files)));
  for (const { status, report, marks, different } of results) {
    expect(report?.interruption?.error?.name).not.toBe('SyntaxError');
    expect(status, `SEED=${scopeFrom().seed}`).toBe('not_verified');
    expect(marks).toContain('mismatch');
    expect(different).not.toEqual([]);
  }
  return results.flatMap(({ marks }) => marks);
}
