import { loadLesson } from '../../src/course/disk/load.server.ts';
import { LANGS } from '../../src/i18n/strings.ts';
import { drawn } from '../../testing/proof/proofs.ts';
import { pathOf } from '../support/course.ts';
import { Lesson, openLesson } from '../support/lesson.ts';
import { sticksOut } from '../support/width.ts';
import { machineKept } from '../support/kept.ts';
import { expect, test } from '../support/test.ts';

const EXERCISE = 'aead';
const { solution, exercise } = await loadLesson(EXERCISE);
const ids = exercise.steps.flat();
const code = solution['seal.mjs']!;
const every = (status: string) => Object.fromEntries(ids.map(id => [id, status]));

test.describe.configure({ timeout: 240_000 });

test.describe('on a machine that warms up between whiles', () => {
  test.use({ ahead: 'start and warm up' });

  // Takes a minute and more.
  for (const lang of drawn(LANGS, 1)) {
    test(`in ${lang}, from a first Run to a passed exercise that is still there after a reload`, async ({ page }) => {
      const lesson = await openLesson(page, lang, EXERCISE);
      const { exit } = lesson.words.workspace.output;

      expect(await lesson.run()).toContain(exit.ok.split('{')[0]);
      await expect(lesson.output).toContainText('pay 90 to bob');

      const first = await lesson.check();
      expect(first['round-trip']).toBe('pass');
      expect(first['changed-box']).toBe('fail');
      await expect(lesson.checks).toContainText(lesson.words.workspace.verdicts.gotThrough);

      await lesson.write(code);
      expect(await lesson.check()).toEqual(every('pass'));
      expect(await lesson.run()).toContain(exit.ok.split('{')[0]);
      await expect(lesson.output).not.toContainText('pay 90 to bob');

      await page.reload();
      await expect(lesson.code).toContainText('authTagLength');
      await expect.poll(() => lesson.statuses()).toEqual(every('pass'));

      await page.goto(`/${lang}/`);
      const entry = page
        .getByRole('listitem')
        .filter({ has: page.locator(`a[href="${pathOf(lang, EXERCISE)}"]`) })
        .last();
      await expect(entry).toContainText(lesson.words.map.passed);
    });
  }
});

test('the code and the place are kept when the language is switched', async ({ page }) => {
  const lesson = await openLesson(page, 'en', EXERCISE);
  await lesson.write(`// mine\n${code}`);
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('// mine');
  await page.locator('a[hreflang="ko"]').first().click();
  await expect(page).toHaveURL(pathOf('ko', EXERCISE));
  await expect(page.getByRole('region', { name: '코드' })).toContainText('// mine');
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  const lesson = await openLesson(page, 'en', EXERCISE);
  const focused = (name: string) =>
    page.evaluate(
      wanted =>
        document.activeElement?.getAttribute('aria-label')?.includes(wanted) ||
        document.activeElement?.textContent?.trim() === wanted,
      name,
    );
  const tabTo = async (name: string, key = 'Tab') => {
    for (let presses = 0; presses < 60; presses++) {
      if (await focused(name)) return;
      await page.keyboard.press(key);
    }
    throw new Error(`sixty times ${key} did not lead to "${name}"`);
  };

  await tabTo('Run');
  await page.keyboard.press('Enter');
  expect(await lesson.ended()).toContain('exit code 0');

  await tabTo('seal.mjs, code editor');
  await expect(lesson.code.locator('.monaco-editor')).toBeVisible();
  await tabTo('seal.mjs, code editor');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(code);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => lesson.statuses(), { timeout: 90_000 }).toEqual(every('pass'));

  // Tab indents while one writes; the way out is said beside the editor.
  await page.keyboard.press('Tab');
  expect(await focused('seal.mjs, code editor')).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await focused('seal.mjs, code editor')).toBe(false);
});

test.describe('once all is kept', () => {
  test.use({ serviceWorkers: 'allow' });

  test('with the network cable out Run, Check, the solution, a reload and the next lesson go on working', async ({
    page,
    context,
  }) => {
    const lesson = await openLesson(page, 'en', EXERCISE);
    await lesson.run();
    // A Check may read a page or two of the disk (image/check-reads.test.ts).
    await machineKept(page);
    await expect(page.locator('html')).toHaveAttribute('data-offline', 'kept', { timeout: 60_000 });
    await context.setOffline(true);

    expect(await lesson.run()).toContain('exit code 0');
    await lesson.write(code);
    expect(await lesson.check()).toEqual(every('pass'));
    await lesson.button('solution').click();
    await page.getByRole('button', { name: lesson.words.workspace.solution.show }).click();
    await expect(page.getByText(lesson.words.workspace.solution.title)).toBeVisible();
    await page.reload();
    expect(await lesson.run()).toContain('exit code 0');
    const next = await openLesson(page, 'ko', 'echo');
    await expect(next.code.locator('.monaco-editor').first()).toBeVisible();
    expect(await next.run()).toBeTruthy();

    const missing = await page.goto('/ko/nothing/like-this/');
    expect(missing?.status()).toBe(503);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(next.words.offline.missingTitle);
    await page.getByRole('link', { name: next.words.offline.home }).click();
    await expect(page.getByText(next.words.offline.kept)).toBeVisible();
  });
});

test('the solution is fetched only when a reader asks for it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  const lesson = await openLesson(page, 'en', EXERCISE);
  await lesson.check();
  expect(asked.filter(path => path.includes('solution'))).toEqual([]);
  await lesson.button('solution').click();
  await page.getByRole('button', { name: lesson.words.workspace.solution.show }).click();
  await expect(page.getByText(lesson.words.workspace.solution.title)).toBeVisible();
  expect(asked).toContain(`/exercises/${EXERCISE}/solution.json`);
});

test('Stop ends a program that would go on for ever', async ({ page }) => {
  const lesson = await openLesson(page, 'en', EXERCISE);
  await lesson.write(`console.log('looping');\nfor (;;);\n${code}`);
  await lesson.button('run').click();
  await expect(lesson.output).toContainText('looping', { timeout: 60_000 });
  await lesson.button('stop').click();
  expect(await lesson.ended()).toBe(lesson.words.workspace.output.exit.aborted);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test('a lesson can be run and checked, without scrolling sideways', async ({ page }) => {
    await page.goto(pathOf('ko', EXERCISE));
    const lesson = new Lesson(page, 'ko');
    await page.getByRole('link', { name: lesson.words.lesson.openBench }).click();
    expect(await lesson.run()).toContain('0');
    expect((await lesson.check())['changed-box']).toBe('fail');
    expect(await sticksOut(page)).toEqual([]);
  });
});
