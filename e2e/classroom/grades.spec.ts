import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { loadLesson } from '../../src/course/disk/load.server.ts';
import { allPassed } from '../../testing/grading/hand-in.ts';
import { LESSON_PAGES, pathOf } from '../support/course.ts';
import { Lesson } from '../support/lesson.ts';
import { expect } from '../support/test.ts';
import { sticksOut } from '../support/width.ts';
import { join, newcomer, press, setUp } from './people.ts';
import { test } from './test.ts';

test.describe.configure({ timeout: 1_200_000 });

const EXERCISE = 'aead';
/** Grading runs an emulated machine of its own, on whatever the test run leaves of the computer. */
const GRADED = 600_000;

/** Code that makes every check say what it likes where it can, and reaches for the inspector. */
const REWRITES = `
for (const rewrite of [
  () => { Promise.race = async () => {}; },
  () => { Object.defineProperty(Object.prototype, 'status', { get: () => 'pass', set() {} }); },
  () => { JSON.stringify = (real => value => (value === 'fail' ? '"pass"' : real(value)))(JSON.stringify); },
]) try { rewrite(); } catch {}
try { new (await import('node:inspector')).Session().connect(); } catch {}
`;

/** Calls the API as the pupil's page does, with a report that somebody has made up. */
async function claim(page: Page, url: string, files: Record<string, string>, report: object): Promise<void> {
  const { pupil, classes } = (await (await page.request.get('/api/class/')).json()) as {
    pupil: string;
    classes: { id: string }[];
  };
  const made = { device: 'device-of-a-forger', counter: 1, lesson: EXERCISE, madeAt: 0 };
  const events = [{ id: `forged-${pupil}`, kind: 'check', ...made, body: { files, report } }];
  const sent = await page.request.post(`/api/class/${classes[0]!.id}/work`, {
    data: { events },
    headers: { Origin: url },
  });
  expect(await sent.json()).toMatchObject({ stored: [events[0]!.id] });
}

/** Looks again until the page says so: another process grades, and tells this one's pages nothing. */
const soon = (look: () => Promise<void>) => expect(look).toPass({ timeout: GRADED, intervals: [2000] });

test('forged passes come out as not verified, with both reports, and an honest one as verified', async ({
  browser,
  server,
}) => {
  const lesson = await loadLesson(EXERCISE);
  const { starter, solution, exercise } = lesson;
  const report = { ...allPassed(lesson), total: allPassed(lesson).results.length, seed: 'made up' };
  const teacher = await newcomer(browser, server.url);
  const code = await setUp(teacher, server, '8A');
  const [honest, caller, rewriter] = await Promise.all(
    ['Hana', 'Cal', 'Rio'].map(async name => {
      const page = await newcomer(browser, server.url);
      await join(page, code, name);
      return page;
    }),
  );
  await claim(caller!, server.url, starter, report);
  await claim(rewriter!, server.url, { ...starter, [exercise.entry]: REWRITES + starter[exercise.entry]! }, report);

  await honest!.goto(pathOf('en', EXERCISE));
  const bench = new Lesson(honest!, 'en');
  await expect(bench.button('check')).toBeEnabled();
  await bench.write(solution[exercise.entry]!);
  expect(new Set(Object.values(await bench.check()))).toEqual(new Set(['pass']));
  await expect(honest!.getByText('Your class has all of your work.')).toBeVisible();

  await teacher.getByRole('link', { name: '8A: Board' }).click();
  const cell = (name: string) => teacher.getByRole('row', { name }).getByRole('cell').first();
  for (const name of ['Hana', 'Cal', 'Rio']) await expect(cell(name)).toContainText('waits to be graded');
  const stopGrading = server.grade();
  await soon(async () => {
    await teacher.reload();
    await expect(cell('Hana')).toContainText(/passed\s*verified/, { timeout: 1000 });
    for (const name of ['Cal', 'Rio']) await expect(cell(name)).toContainText('not verified', { timeout: 1000 });
  });
  await stopGrading();

  const [csv] = await Promise.all([
    teacher.waitForEvent('download'),
    teacher.getByRole('link', { name: 'Grades as CSV' }).click(),
  ]);
  const lines = (await readFile(await csv.path(), 'utf8')).split('\r\n');
  expect(lines.slice(1).filter(Boolean).sort()).toEqual([
    'Cal,100,not verified,',
    'Hana,100,verified,',
    'Rio,100,not verified,',
  ]);

  await cell('Rio').getByRole('link').click();
  await expect(teacher.getByText(/reached for node:inspector/)).toBeVisible();
  await expect(teacher.getByRole('table')).toHaveCount(1);
  await teacher.getByRole('link', { name: '8A: Board' }).click();
  await cell('Cal').getByRole('link').click();
  const row = teacher.getByRole('table').getByRole('row').filter({ hasText: 'differs' }).first();
  await expect(row.getByRole('cell')).toHaveText(['passes', /^(fails|error)$/]);
  expect((await new AxeBuilder({ page: teacher }).analyze()).violations).toEqual([]);
  await teacher.setViewportSize({ width: 320, height: 640 });
  expect(await sticksOut(teacher)).toEqual([]);

  await caller!.getByRole('link', { name: 'To your class' }).click();
  await caller!.getByRole('link', { name: '8A' }).click();
  await expect(caller!.getByText(/^Not verified yet: /)).toBeVisible();
  expect((await new AxeBuilder({ page: caller! }).analyze()).violations).toEqual([]);
  await honest!.goto(`/en/class/`);
  await honest!.getByRole('link', { name: '8A' }).click();
  await expect(honest!.getByText('passed, verified')).toBeVisible();
  await expect(honest!.getByText(/^Not verified yet: /)).toBeHidden();

  // A closed chapter is linked no more; what is done there waits in the browser until it opens.
  const title = LESSON_PAGES.find(one => one.lang === 'en' && one.exercise === EXERCISE)!.title;
  await teacher.setViewportSize({ width: 1280, height: 720 });
  await teacher.getByRole('link', { name: 'Settings' }).click();
  await press(teacher, 'Close: Encryption with a shared key');
  await expect(honest!.getByRole('link', { name: title })).toBeVisible();
  await honest!.reload();
  await expect(honest!.getByRole('link', { name: title })).toHaveCount(0);
  await honest!.goto(pathOf('en', EXERCISE));
  await expect(bench.button('check')).toBeEnabled();
  await bench.write('// typed while it was closed\n');
  await expect(honest!.getByText('in a chapter that is closed in your class')).toBeVisible();
  expect(server.storedWith('typed while it was closed')).toEqual([]);
  await press(teacher, 'Open: Encryption with a shared key');
  await honest!.reload();
  await expect(honest!.getByText('Your class has all of your work.')).toBeVisible();
  expect(server.storedWith('typed while it was closed')).not.toEqual([]);
});
