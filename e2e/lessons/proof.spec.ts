import { checkIds } from '../../src/course/exercise.ts';
import { exerciseSlugs, loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';
import { isInScope, machineProofs, scopeFrom } from '../../testing/proof/proofs.ts';
import { checkAnswer } from '../../testing/proof/prove.ts';
import { seconds } from '../../src/steps.server.ts';
import { expect, test } from '../machine/test.ts';
import { expectNoForeignRequests } from '../support/foreign-requests.ts';

/**
 * What is left to one check, in ms. Every check has a limit of its own, which the checker keeps: the longest is 50 s,
 * and twice that for code that computes all the time. A wrong answer may say nothing in six checks, one after another.
 */
const FOR_A_CHECK = 120_000;

/** A cold machine on a busy computer took more than the half minute that a reader's Check is given for loading. */
const PATIENCE = { load: 100_000, grace: 10_000 };

// A worker each on two cores, with one machine for all of its proofs.
test.describe.configure({ mode: 'parallel' });

const scope = scopeFrom();
const lessons = await Promise.all(
  (await exerciseSlugs()).filter(slug => isInScope(slug, scope)).map(slug => loadLesson(slug)),
);
for (const lesson of lessons) {
  test.describe(`${lesson.slug} in the machine`, () => prove(lesson));
}

function prove(lesson: Lesson): void {
  const told: string[] = [];
  test.afterAll(() => {
    if (told.length > 0) console.log(`${lesson.slug} in the machine, SEED=${scope.seed}: ${told.join('; ')}`);
  });

  for (const { title, files, seed, faultOf } of machineProofs(lesson, scope)) {
    test(title, async ({ booted: { runtime, foreign } }) => {
      test.setTimeout(FOR_A_CHECK * checkIds(lesson.exercise).length);
      const started = performance.now();
      const report = await checkAnswer(runtime, lesson, files, seed, PATIENCE);
      expect(faultOf(report)).toBeUndefined();
      expectNoForeignRequests(foreign);
      told.push(`${title} (${seconds(started)})`);
    });
  }
}
