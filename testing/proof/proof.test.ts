import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

import { checkIds } from '../../src/course/exercise.ts';
import { LANGS } from '../../src/i18n/strings.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { folderOf, twinOf } from '../../src/course/twin.ts';
import { inProject } from '../../src/project.server.ts';
import { loadLesson, exerciseSlugs, type Lesson } from '../../src/course/disk/load.server.ts';
import { LessonError } from '../../src/course/disk/problem.ts';
import { nodeTest } from './node-test.ts';
import { proseByExercise, twinProseByExercise } from '../../src/course/disk/load-prose.server.ts';
import { isInScope, nativeProofs, scopeFrom } from './proofs.ts';
import { attackIds, checkAnswer } from './prove.ts';

// Every lesson, natively and through the real checker: what the page would say of each answer.
const scope = scopeFrom();
const slugs = (await exerciseSlugs()).filter(slug => isInScope(slug, scope));
const lessons = await Promise.all(
  slugs.map(slug =>
    loadLesson(slug).catch((error: unknown) => {
      if (error instanceof LessonError) return error;
      throw error;
    }),
  ),
);
const PACKAGE_LIKE = 'aead';
const prose = Object.fromEntries(LANGS.map(lang => [lang, wordsIn(lang)]));

console.log(`Every lesson natively, seed ${scope.seed}; again with SEED=${scope.seed}`);
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
  const { slug, wrong } = lesson;

  for (const { title, files, seed, faultOf } of nativeProofs(lesson, scope)) {
    test(title, async () => {
      expect(faultOf(await withRuntime(runtime => checkAnswer(runtime, lesson, files, seed)))).toBeUndefined();
    });
  }

  test('there are at least three wrong answers', () => expect(wrong.size).toBeGreaterThanOrEqual(3));

  test('lesson.json lists as attacks what the checks register as attacks', async () => {
    const registered = await withRuntime(runtime => attackIds(runtime, lesson));
    expect([...lesson.exercise.attacks].sort()).toEqual(registered.sort());
  });

  test('a plain node --test fails on the starter and passes with -C solution', async () => {
    expect((await nodeTest(slug, [])).code).toBe(1);
    const proved = await nodeTest(slug, ['-C', 'solution']);
    expect(proved.code, proved.output).toBe(0);
    expect(proved.passed).toBe(proofsOfNode(lesson));
  });

  test('its package.json is the one that every lesson has', async () => {
    const read = (of: string) => readFile(inProject('lessons', folderOf(of), 'package.json'), 'utf8');
    expect(await read(slug)).toBe(await read(PACKAGE_LIKE));
  });

  test.each(LANGS)('the prose in %s has words for exactly its checks', async lang => {
    const page = (await prose[lang]!).get(slug);
    expect(page, `content/${lang}/ has no page for the exercise ${slug}`).toBeDefined();
    expect(Object.keys(page!.checks), page!.file).toEqual(checkIds(lesson.exercise));
  });
}

/** The checks that Node's runner finds in a lesson's folder: its twin lies within it. */
function proofsOfNode({ slug, exercise }: Lesson): number {
  const twin = lessons.find(other => !(other instanceof LessonError) && other.slug === twinOf(slug)) as
    Lesson | undefined;
  return checkIds(exercise).length + (twin ? checkIds(twin.exercise).length : 0);
}

/** The words of every page by its exercise, lessons and twins. */
async function wordsIn(lang: string) {
  const [pages, twins] = await Promise.all([proseByExercise(lang), twinProseByExercise(lang)]);
  return new Map([...pages, ...twins].map(([slug, { file, prose }]) => [slug, { file, checks: prose.checks }]));
}

async function withRuntime<T>(use: (runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = createNodeRuntime();
  try {
    return await use(runtime);
  } finally {
    await runtime.dispose();
  }
}
