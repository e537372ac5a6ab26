import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';

import type { CheckReport } from '../../src/checker/report.ts';
import { checkIds } from '../../src/course/exercise.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import { LANGS } from '../../src/i18n/strings.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { inProject } from '../project.ts';
import { loadLesson, lessonSlugs, LessonError, type Lesson } from './load.ts';
import { nodeTest } from './node-test.ts';
import { proseByExercise } from './prose.ts';
import { attackIds, checkAnswer, faultOfRight, faultOfStarter, faultOfWrong, notPassed } from './prove.ts';

// Every lesson, natively and through the real checker: what the page would say of each answer.
const slugs = await lessonSlugs();
const lessons = await Promise.all(slugs.map(slug => loadLesson(slug).catch((error: unknown) => {
  if (error instanceof LessonError) return error;
  throw error;
})));
const PACKAGE_LIKE = 'aead';

test('there are lessons to prove', () => expect(slugs.length).toBeGreaterThan(0));

slugs.forEach((slug, at) => {
  const lesson = lessons[at]!;
  if (lesson instanceof LessonError) {
    test(`${slug} can be read`, () => expect.unreachable(lesson.message));
  } else {
    describe.concurrent(slug, { timeout: 120_000 }, () => proveLesson(lesson));
  }
});

function proveLesson(lesson: Lesson): void {
  const { slug, starter, solution, also, wrong } = lesson;
  const story: string[] = [];
  afterAll(() => console.log(`${slug}: ${story.sort().join('; ')}`));

  test('the starter loads and fails', async () => {
    const report = await checked(lesson, starter);
    expect(faultOfStarter(report)).toBeUndefined();
    story.push(`starter fails ${notPassed(report).length} of ${report.results.length}`);
  });

  test('the solution passes with three seeds', async () => {
    for (const seed of ['first', 'second', undefined]) {
      expect(faultOfRight(await checked(lesson, solution, seed))).toBeUndefined();
    }
    story.push('solution passes');
  });

  for (const [name, files] of also) {
    test(`the other right answer ${name} passes`, async () => {
      expect(faultOfRight(await checked(lesson, files))).toBeUndefined();
      story.push(`also ${name} passes`);
    });
  }

  test('there are at least three wrong answers', () => expect(wrong.size).toBeGreaterThanOrEqual(3));

  for (const [name, answer] of wrong) {
    test(`the wrong answer ${name} is caught by ${answer.caughtBy}`, async () => {
      const report = await checked(lesson, answer.files);
      expect(faultOfWrong(answer, report)).toBeUndefined();
      const others = notPassed(report).filter(id => id !== answer.caughtBy);
      story.push(`wrong ${name}: ${answer.caughtBy}${others.length ? ` (and ${others.join(', ')})` : ''}`);
    });
  }

  test('lesson.json lists as attacks what the checks register as attacks', async () => {
    const registered = await withRuntime(runtime => attackIds(runtime, lesson));
    expect([...lesson.exercise.attacks].sort()).toEqual(registered.sort());
  });

  test('a plain node --test fails on the starter and passes with -C solution', async () => {
    expect((await nodeTest(slug, [])).code).toBe(1);
    const proved = await nodeTest(slug, ['-C', 'solution']);
    expect(proved.code, proved.output).toBe(0);
    expect(proved.passed).toBe(checkIds(lesson.exercise).length);
  });

  test('its package.json is the one that every lesson has', async () => {
    const read = (of: string) => readFile(inProject('lessons', of, 'package.json'), 'utf8');
    expect(await read(slug)).toBe(await read(PACKAGE_LIKE));
  });

  test.each(LANGS)('the prose in %s has words for exactly its checks', async lang => {
    const page = (await proseByExercise(lang)).get(slug);
    expect(page, `content/${lang}/ has no page with "exercise: ${slug}"`).toBeDefined();
    expect(Object.keys(page!.prose.checks), page!.file).toEqual(checkIds(lesson.exercise));
  });
}

function checked(lesson: Lesson, files: FileMap, seed?: string): Promise<CheckReport> {
  return withRuntime(runtime => checkAnswer(runtime, lesson, files, seed));
}

async function withRuntime<T>(use: (runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = createNodeRuntime();
  try {
    return await use(runtime);
  } finally {
    await runtime.dispose();
  }
}
