import type { Page } from '@playwright/test';

import { loadLesson } from '../../src/course/disk/load.server.ts';
import { drawn } from '../../testing/proof/proofs.ts';
import { openLesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';

const EXERCISE = 'mutual-tls';
const { solution, exercise } = await loadLesson(EXERCISE);
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

test.describe.configure({ timeout: 240_000 });

/** Moves the clock of the page and of its workers, which Playwright's own does not reach, by so many milliseconds. */
async function moveClock(page: Page, ms: number): Promise<void> {
  const move = `{ const now = Date.now; Date.now = () => now() + (${ms}); }\n`;
  await page.addInitScript(move);
  await page.route(/worker[^/]*\.js$/, async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: move + (await response.text()) });
  });
}

const CLOCKS = [
  ['five years back', -5 * YEAR_MS, 'clock is probably set wrong'],
  ['past January 2038', 15 * YEAR_MS, 'see December 31, 2037'],
] as const;

// Each takes a minute and more.
for (const [title, ms, news] of drawn(CLOCKS, 1)) {
  test(`with a clock ${title}, the page says so and the solution passes`, async ({ page }) => {
    await moveClock(page, ms);
    const lesson = await openLesson(page, 'en', EXERCISE);
    await expect(page.getByRole('status').filter({ hasText: news })).toBeVisible();
    await lesson.write(`console.log('the machine has', new Date().getUTCFullYear());\n${solution['mtls.mjs']!}`);
    expect(await lesson.check()).toEqual(Object.fromEntries(exercise.steps.flat().map(id => [id, 'pass'])));
    const year = Math.min(new Date(Date.now() + ms).getUTCFullYear(), 2037);
    await expect(lesson.output).toContainText(`the machine has ${year}`);
  });
}
