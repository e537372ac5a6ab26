import { exerciseSlugs, loadLesson } from '../../src/course/disk/load.server.ts';
import { drawn, scopeFrom } from '../../testing/proof/proofs.ts';
import { checkAnswer, faultOfRight, faultOfStarter } from '../../testing/proof/prove.ts';
import { expect, test } from './test.ts';

const lessons = await Promise.all((await exerciseSlugs()).map(slug => loadLesson(slug)));
/** As many of those that it can run are checked, chosen by the seed: each of their answers is proved elsewhere. */
const SAMPLE = 6;
const { seed } = scopeFrom();

/** Lessons whose needs this WebContainer meets: their starters fail there, their solutions pass. */
for (const mode of ['faithful', 'faithful-gaps'] as const) {
  test(`in mode ${mode} the lessons whose needs are proved are checked as in the machine`, async ({ open }) => {
    test.setTimeout(300_000);
    const { runtime } = await open(mode);
    await runtime.boot();
    const able = lessons.filter(({ exercise }) => exercise.needs.every(need => runtime.capabilities.has(need)));
    expect(able.length).toBe(mode === 'faithful' ? lessons.length : lessons.filter(gapsAllow).length);
    const tried = drawn(able, SAMPLE);
    console.log(`${mode}, SEED=${seed}: ${tried.map(({ slug }) => slug).join(', ')} of ${able.length} lessons`);
    for (const lesson of tried) {
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
