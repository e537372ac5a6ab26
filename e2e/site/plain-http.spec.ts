import { expect, test } from '@playwright/test';

import { findChromium } from '../../testing/chromium.ts';
import { environment } from '../../src/environment/index.server.ts';
import { loadLesson } from '../../src/course/disk/load.server.ts';
import { pathOf } from '../support/course.ts';
import { CHROMIUM_FLAGS } from '../../testing/chromium-flags.ts';
import { doAhead } from '../support/ahead.ts';
import { CLASSROOM } from '../support/classroom.ts';
import { recordForeignRequests } from '../support/foreign-requests.ts';
import { Lesson } from '../support/lesson.ts';

/**
 * What learners open who share one computer's `HOST=0.0.0.0 npm start`. Every name and address of this computer's own
 * counts as secure to a browser, so another one stands for it: there is no `crypto.subtle` then, and no `caches`.
 */
const flags = CHROMIUM_FLAGS.map(flag =>
  flag.replace('MAP * ~NOTFOUND', `MAP ${CLASSROOM} localhost, MAP * ~NOTFOUND`),
);
test.use({
  launchOptions: { executablePath: findChromium()!, args: flags },
  baseURL: `http://${CLASSROOM}:${environment(['E2E_PORT']).E2E_PORT}`,
});
test.describe.configure({ timeout: 240_000 });
test.beforeEach(({ context }) => doAhead(context, 'start'));

const EXERCISE = 'aead';
const { solution } = await loadLesson(EXERCISE);

test('over plain http, from another computer, a lesson is run, checked, passed and kept', async ({ page, context }) => {
  const foreign = recordForeignRequests(context);
  await page.goto(pathOf('ko', EXERCISE));
  expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated, typeof caches])).toEqual([
    false,
    false,
    'undefined',
  ]);
  const lesson = new Lesson(page, 'ko');
  await expect(lesson.button('run')).toBeEnabled();
  expect(await lesson.run()).toContain(lesson.words.workspace.output.exit.ok.split('{')[0]);
  await lesson.write(solution['seal.mjs']!);
  expect(new Set(Object.values(await lesson.check()))).toEqual(new Set(['pass']));
  await page.reload();
  await expect.poll(async () => new Set(Object.values(await lesson.statuses()))).toEqual(new Set(['pass']));
  expect(foreign.filter(url => new URL(url).hostname !== CLASSROOM)).toEqual([]);
});
