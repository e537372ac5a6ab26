import type { Page } from '@playwright/test';

import { lessonSlugs, loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';
import { machineProofs, scopeFrom } from '../../testing/proof/proofs.ts';
import { checkAnswer } from '../../testing/proof/prove.ts';
import { seconds } from '../../src/steps.server.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { openPage } from '../../testing/machine/browser.ts';
import { test as machineTest, expect } from '../machine/test.ts';
import { expectNoForeignRequests, recordForeignRequests } from '../support/foreign-requests.ts';

interface Bench {
  runtime: Runtime;
  page: Page;
  foreign: readonly string[];
}

/** One machine, booted once, for all lessons: every Check starts on a restored one. */
const test = machineTest.extend<object, { bench: Bench }>({
  bench: [
    async ({ browser, site }, use) => {
      const { page, runtimes } = await openPage(browser, site.url);
      const foreign = recordForeignRequests(page.context());
      const runtime = await runtimes.create();
      await runtime.boot();
      await use({ runtime, page, foreign });
      await runtime.dispose();
      await page.context().close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

test.describe.configure({ timeout: 180_000 });

const scope = scopeFrom();
const lessons = await Promise.all(
  (await lessonSlugs())
    .filter(slug => scope.only.length === 0 || scope.only.includes(slug))
    .map(slug => loadLesson(slug)),
);
for (const lesson of lessons) {
  test.describe(`${lesson.slug} in the machine`, () => prove(lesson));
}

function prove(lesson: Lesson): void {
  const told: string[] = [];
  test.afterAll(() => console.log(`${lesson.slug} in the machine, SEED=${scope.seed}: ${told.join('; ')}`));

  for (const { title, files, seed, faultOf } of machineProofs(lesson, scope)) {
    test(title, async ({ bench }) => {
      const started = performance.now();
      const report = await checkAnswer(bench.runtime, lesson, files, seed);
      expect(faultOf(report)).toBeUndefined();
      expectNoForeignRequests(bench.foreign);
      told.push(`${title} (${seconds(started)})`);
    });
  }
}
