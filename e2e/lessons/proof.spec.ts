import type { Page } from '@playwright/test';

import { checkAnswer, faultOfRight, faultOfStarter, faultOfWrong } from '../../scripts/lessons/prove.ts';
import { lessonSlugs, loadLesson, type Lesson } from '../../scripts/lessons/load.ts';
import type { CheckReport } from '../../src/checker/report.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { openPage } from '../machine/browser.ts';
import { test as machineTest, expect } from '../machine/test.ts';
import { expectNoForeignRequests, recordForeignRequests } from '../support/foreign-requests.ts';

interface Bench {
  runtime: Runtime;
  page: Page;
  foreign: readonly string[];
}

/** One machine, booted once, for all lessons: every Check starts on a restored one. */
const test = machineTest.extend<object, { bench: Bench }>({
  bench: [async ({ browser, site }, use) => {
    const { page, runtimes } = await openPage(browser, site.url);
    const foreign = recordForeignRequests(page.context());
    const runtime = await runtimes.create();
    await runtime.boot();
    await use({ runtime, page, foreign });
    await runtime.dispose();
    await page.context().close();
  }, { scope: 'worker', timeout: 180_000 }],
});

test.describe.configure({ timeout: 180_000 });

const lessons = await Promise.all((await lessonSlugs()).map(slug => loadLesson(slug)));
for (const lesson of lessons) {
  test.describe(`${lesson.slug} in the machine`, () => prove(lesson));
}

function prove(lesson: Lesson): void {
  const told: string[] = [];
  const times: number[] = [];
  test.afterAll(() => {
    const range = `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} s each`;
    console.log(`${lesson.slug} in the machine: ${told.join('; ')} (${range})`);
  });

  const judged = (title: string, files: FileMap, faultOf: (report: CheckReport) => string | undefined): void => {
    test(title, async ({ bench }) => {
      const started = performance.now();
      const report = await checkAnswer(bench.runtime, lesson, files);
      expect(faultOf(report)).toBeUndefined();
      expectNoForeignRequests(bench.foreign);
      times.push((performance.now() - started) / 1000);
      told.push(title);
    });
  };

  judged('starter fails', lesson.starter, faultOfStarter);
  judged('solution passes', lesson.solution, faultOfRight);
  for (const [name, files] of lesson.also) judged(`${name} passes too`, files, faultOfRight);
  for (const [name, answer] of lesson.wrong) {
    judged(`${name} is caught by ${answer.caughtBy}`, answer.files, report => faultOfWrong(answer, report));
  }
}
