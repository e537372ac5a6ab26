import { afterAll, describe, expect, test } from 'vitest';

import type { CheckReport } from '../../src/checker/report.ts';
import { checkIds } from '../../src/course/exercise.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { DUG, FORGERIES } from './forgeries.ts';
import type { Forgery } from './forgery.ts';
import { loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';
import { checkAnswer, notPassed } from './prove.ts';

const SEED = 'forged';
const lessons = new Map<string, Promise<Lesson>>();
const honest = new Map<string, Promise<CheckReport>>();
const runtimes: { dispose(): Promise<void> }[] = [];
afterAll(() => Promise.all(runtimes.map(runtime => runtime.dispose())));

describe.concurrent('code that fails by itself earns nothing when it', { timeout: 120_000 }, () => {
  for (const forgery of FORGERIES) {
    for (const answer of forgery.before ?? ['starter']) {
      test(`${forgery.does} (${answer})`, async () => expect(await gains(forgery, answer)).toEqual([]));
    }
  }
});

describe('what only a run elsewhere can tell from a solution', { timeout: 120_000 }, () => {
  test.each(DUG)('code that $does', async forgery => expect(await gains(forgery, 'starter')).not.toEqual([]));
});

/** The checks that this failing answer passes only behind the forgery. */
async function gains({ code, whole, lesson: slug = 'aead' }: Forgery, name: string): Promise<string[]> {
  const lesson = await once(lessons, slug, () => loadLesson(slug));
  const files = name === 'starter' ? lesson.starter : lesson.wrong.get(name)!.files;
  const failed = whole
    ? checkIds(lesson.exercise)
    : notPassed(await once(honest, `${slug}/${name}`, () => checked(lesson, files)));
  expect(failed).not.toEqual([]);
  const { entry } = lesson.exercise;
  const { results, interruption } = await checked(lesson, {
    ...files,
    [entry]: whole ? code : `${code}\n${files[entry]}`,
  });
  expect(results.length).toBe(lesson.exercise.steps.flat().length);
  // It has to be tried: a slip of the table's own would stop it as well.
  expect(interruption?.error?.name).not.toBe('SyntaxError');
  return results.filter(({ id, status }) => status === 'pass' && failed.includes(id)).map(({ id }) => id);
}

function checked(lesson: Lesson, work: FileMap): Promise<CheckReport> {
  const runtime = createNodeRuntime();
  runtimes.push(runtime);
  return checkAnswer(runtime, lesson, work, SEED);
}

/** The same promise for everybody who asks for the same thing. */
function once<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = kept.get(key) ?? make();
  kept.set(key, made);
  return made;
}
