import { afterAll, describe, expect, it } from 'vitest';

import { loadLesson } from '../../course/disk/load.server.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import { FORGES } from '../../../testing/grading/forgeries.ts';
import { allPassed, handIn } from '../../../testing/grading/hand-in.ts';
import { gradeSubmission } from './grade.ts';
import { createMachines } from './machines.ts';

const lesson = await loadLesson('aead');
const pool = createMachines(1, createNodeRuntime);
afterAll(() => pool.dispose());
const ENTRY = lesson.exercise.entry;

/** The same lesson with files of the harness replaced, as if code had got past them. */
const without = (replaced: Record<string, string>) => ({
  ...lesson,
  bundle: { ...lesson.bundle, check: { ...lesson.bundle.check, ...replaced } },
});
const UNLOCKED = {
  'lock.mjs': 'export const lockLanguage = () => {}, lockClasses = lockLanguage, lockFunctions = lockLanguage;',
};
const starter = (code: string) => ({ ...lesson.starter, [ENTRY]: `${code}\n${lesson.starter[ENTRY]}` });

describe('a graded run', () => {
  it('verifies what holds, under a seed that the claim did not have, in the lesson’s own names', async () => {
    const one = await handIn(pool, lesson, lesson.solution);
    expect(one).toMatchObject({ status: 'verified', marks: [], different: [], report: { passed: true } });
    expect(one.report!.results.map(({ id }) => id)).toEqual(allPassed(lesson).results.map(({ id }) => id));
    expect(one.report!.seed).toBe(one.seed);
    const claimed = { ...one.report, seed: one.seed };
    expect((await gradeSubmission({ lesson, files: lesson.solution, claimed, pool })).seed).not.toBe(one.seed);
  });

  it('verifies a claim that says truly what did not pass', async () => {
    const first = await handIn(pool, lesson, lesson.starter);
    expect(first).toMatchObject({ status: 'not_verified', marks: ['mismatch'] });
    expect(first.different.length).toBeGreaterThan(0);
    const again = await gradeSubmission({ lesson, files: lesson.starter, claimed: first.report, pool });
    expect(again).toMatchObject({ status: 'verified', report: { passed: false } });
  });

  it('does not verify a claim that is no report', async () => {
    for (const claimed of [undefined, null, 'passed', { passed: true }, { results: [{ id: 7 }] }]) {
      const result = await gradeSubmission({ lesson, files: lesson.solution, claimed, pool });
      expect(result).toMatchObject({ status: 'not_verified', report: { passed: true } });
      expect(result.marks).toContain('claim-unreadable');
    }
  });

  it('hears a canary where a patch has taken hold of the verdicts', async () => {
    const patched = starter('Promise.race = async () => {};');
    const result = await handIn(pool, without(UNLOCKED), patched);
    expect(result.report?.passed).toBe(true);
    expect(result).toMatchObject({ status: 'not_verified', marks: ['canary-passed'], different: [] });
  });

  it('hears a canary where whoever has read the heap writes a pass for all that it finds', async () => {
    const dug = starter(`${FORGES}
      const inspector = process.getBuiltinModule('inspector');
      const session = new inspector.Session(); session.connect();
      let text = '';
      session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => { text += params.chunk; });
      await new Promise(resolve => { session.post('HeapProfiler.takeHeapSnapshot', null, resolve); });
      forge(text);`);
    const unguarded = without({ 'graded/guard.mjs': 'export function closeWays() {}' });
    const result = await handIn(pool, unguarded, dug);
    expect(result.report?.passed).toBe(true);
    expect(result).toMatchObject({ status: 'not_verified', marks: ['canary-passed'], different: [] });
  });

  it('says why files that no page would send are not run', async () => {
    const refused = async (files: Record<string, string>) =>
      (await handIn(pool, lesson, { ...lesson.solution, ...files })).problem;
    expect(await refused({ '../check/harness.mjs': '' })).toContain('is no file of this lesson');
    expect(await refused({ 'package.json': '{}' })).toContain('is no file of this lesson');
    expect(await refused({ 'long.txt': 'x'.repeat(600_000) })).toContain('are allowed');
    expect(await refused(Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`own${at}.mjs`, ''])))).toContain(
      '13',
    );
    expect(await refused({ 'own.mjs': 'export {};' })).toBeUndefined();
  });

  it('judges a file that is only read as the lesson has it, whatever was handed in', async () => {
    const read = Object.keys(lesson.exercise.files).filter(path => lesson.exercise.files[path] !== 'edit');
    const files = { ...lesson.solution, ...Object.fromEntries(read.map(path => [path, 'process.exit(0);'])) };
    expect(read.length).toBeGreaterThan(0);
    expect((await handIn(pool, lesson, files)).status).toBe('verified');
  });

  it('is to be tried again where it only ran out of time', async () => {
    const waits = starter('await new Promise(resolve => setTimeout(resolve, 60_000));');
    const late = await handIn(pool, lesson, waits, { limits: { checks: { load: 100, grace: 100 } } });
    expect(late).toMatchObject({ status: 'not_verified', again: true });
    expect((await handIn(pool, lesson, lesson.starter)).again).toBeFalsy();
  });

  it('is an error to be tried again when its time is up or no machine can be had', async () => {
    const files = { ...lesson.solution, [ENTRY]: 'export const seal = 1, open = 1; for (;;);' };
    expect(await handIn(pool, lesson, files, { limits: { wallMs: 500 } })).toMatchObject({
      status: 'error',
      again: true,
    });
    const none = { use: () => Promise.reject(new Error('no machine')) };
    expect(await handIn(none, lesson, lesson.solution)).toMatchObject({
      ...{ status: 'error', again: true, problem: 'no machine' },
    });
  });
});
