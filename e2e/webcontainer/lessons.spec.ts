import { lessonSlugs, loadLesson } from '../../src/course/disk/load.server.ts';
import { checkAnswer, faultOfRight, faultOfStarter } from '../../testing/proof/prove.ts';
import { expect, test } from './test.ts';

const lessons = await Promise.all((await lessonSlugs()).map(slug => loadLesson(slug)));

/** Every lesson whose needs this WebContainer meets: its starter fails there, its solution passes. */
for (const mode of ['faithful', 'faithful-gaps'] as const) {
  test(`in mode ${mode} the lessons whose needs are proved are checked as in the machine`, async ({ open }) => {
    test.setTimeout(300_000);
    const { runtime } = await open(mode);
    await runtime.boot();
    const able = lessons.filter(({ exercise }) => exercise.needs.every(need => runtime.capabilities.has(need)));
    console.log(`${mode}: ${able.map(({ slug }) => slug).join(', ')} of ${lessons.length} lessons`);
    expect(able.length).toBe(mode === 'faithful' ? lessons.length : lessons.filter(gapsAllow).length);
    for (const lesson of able) {
      expect(
        faultOfStarter(await checkAnswer(runtime, lesson, lesson.starter)),
        `${lesson.slug}, starter`,
      ).toBeUndefined();
      expect(
        faultOfRight(await checkAnswer(runtime, lesson, lesson.solution)),
        `${lesson.slug}, solution`,
      ).toBeUndefined();
    }
  });
}

const gapsAllow = ({ exercise }: (typeof lessons)[number]): boolean =>
  exercise.needs.every(need => ['hash', 'hmac', 'pbkdf2', 'hkdf', 'x509', 'net', 'http'].includes(need));
