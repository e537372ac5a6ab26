import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { pathOf } from '../support/course.ts';
import { Lesson } from '../support/lesson.ts';
import { expect } from '../support/test.ts';
import { join, newcomer, press, setUp } from './people.ts';
import { test } from './test.ts';

test.describe.configure({ timeout: 600_000 });

const EXERCISE = 'copied-snippet';

/** What is long lies on several pages of the database's file. */
const endOf = (stored: string): string => stored.slice(-64);

test('a teacher sets up, three pupils join and work, the board moves, and who is deleted is gone', async ({
  browser,
  server,
}) => {
  const teacher = await newcomer(browser, server.url);
  const code = await setUp(teacher, server, '7B');
  expect((await new AxeBuilder({ page: teacher }).analyze()).violations).toEqual([]);

  const pupils = await Promise.all(
    ['Ann', 'Bora', '민수'].map(async name => {
      const page = await newcomer(browser, server.url);
      await join(page, code, name);
      return page;
    }),
  );

  await teacher.getByRole('link', { name: '7B: Board' }).click();
  await expect(teacher.getByRole('row')).toHaveCount(4);
  await expect(teacher.getByText('Live', { exact: true })).toBeVisible();
  const cell = (name: string) =>
    teacher
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('cell')
      .first();

  // Typing shows by itself, and what was typed without a network arrives once there is one.
  const [ann, bora] = pupils as [Page, Page, Page];
  await ann.goto(pathOf('en', EXERCISE));
  const lesson = new Lesson(ann, 'en');
  await expect(lesson.button('check')).toBeEnabled();
  const drafted = ann.waitForResponse(response => response.url().endsWith('/work') && response.ok());
  await lesson.write('// typed by Ann\n');
  await drafted;
  const stored = Date.now();
  await expect(cell('Ann')).toHaveText('begun');
  // 2 s are promised; how busy the computer of a test run is, nobody knows.
  test.info().annotations.push({ type: 'the board moved after', description: `${Date.now() - stored} ms` });

  await bora.goto(pathOf('en', EXERCISE));
  const offline = new Lesson(bora, 'en');
  await expect(offline.button('check')).toBeEnabled();
  await offline.write('// typed by Bora\n'); // the editor comes over the network
  await bora.context().setOffline(true);
  await offline.write('// typed by Bora, offline\n');
  await expect(bora.getByText('waits for the network')).toBeVisible();
  await bora.context().setOffline(false);
  await expect(cell('Bora')).toHaveText('begun');

  await lesson.check();
  await expect(cell('Ann')).toContainText('stuck for');
  await expect(teacher.locator('[data-live=mistakes]')).toContainText('1 pupil');
  expect((await new AxeBuilder({ page: teacher }).analyze()).violations).toEqual([]);

  const [csv] = await Promise.all([
    teacher.waitForEvent('download'),
    teacher.getByRole('link', { name: 'Grades as CSV' }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe('grades.csv');

  await cell('Ann').getByRole('link').click();
  await expect(teacher.locator('.code-lines').first()).toContainText('typed by Ann');
  const work = server.storedWith('typed by Ann');
  expect(work.length).toBeGreaterThan(0);
  for (const stored of work) expect(await server.holds(endOf(stored))).toBe(true);
  await teacher.getByLabel('Name of the pupil').fill('Ann');
  await press(teacher, 'Delete this pupil with all work');
  await expect(teacher.getByRole('row')).toHaveCount(3);
  for (const stored of work) expect(await server.holds(endOf(stored))).toBe(false);
});
