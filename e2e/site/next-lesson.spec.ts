import type { Locator, Page, Worker } from '@playwright/test';

import { loadLesson } from '../../src/course/disk/load.server.ts';
import { stringsFor, type Lang } from '../../src/i18n/strings.ts';
import { pathOf } from '../support/course.ts';
import { Lesson, openLesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 240_000 });

const FIRST = 'aead';
const LESSON = pathOf('en', FIRST);
const code = (await loadLesson(FIRST)).solution['seal.mjs']!;

const neighbour = (page: Page, which: 'next' | 'previous', lang: Lang = 'en'): Locator => {
  const words = stringsFor(lang).lesson;
  return page.getByRole('navigation', { name: words.lessons }).getByRole('link', { name: words[which] });
};

/** Follows the link to the next lesson; resolves with that lesson once its bench answers. */
async function goToNext(page: Page): Promise<Lesson> {
  const path = (await neighbour(page, 'next').getAttribute('href'))!;
  await neighbour(page, 'next').click();
  await expect(page).toHaveURL(path);
  return answering(page, 'en');
}

async function answering(page: Page, lang: Lang): Promise<Lesson> {
  const lesson = new Lesson(page, lang);
  await expect(page.locator('[data-live="true"]')).toBeVisible();
  await expect(lesson.button('run')).toBeEnabled();
  return lesson;
}

/** Every worker with a machine that the page has started, and every time it has asked for the image's list. */
function watchMachines(page: Page): { workers: Worker[]; manifests: string[] } {
  const seen = { workers: [] as Worker[], manifests: [] as string[] };
  page.on('worker', worker => {
    if (/\/worker-[^/]+\.js/.test(worker.url())) seen.workers.push(worker);
  });
  page.context().on('request', request => {
    if (request.url().endsWith('/machine/manifest.json')) seen.manifests.push(request.url());
  });
  return seen;
}

/** A word in the document that a full load would wipe out. */
const mark = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.assign(window, { stays: true });
  });
const stays = (page: Page): Promise<boolean> => page.evaluate(() => 'stays' in window);

test('the next lesson runs at once on the machine that is up, and Back brings the first one with its draft', async ({
  page,
}) => {
  const { workers, manifests } = watchMachines(page);
  const first = await openLesson(page, 'en', FIRST);
  await first.run();
  await first.write(`console.log('a draft');\n${code}`);

  const second = await goToNext(page);
  await expect(page.locator('html')).toHaveAttribute('data-runtime-status', 'ready', { timeout: 2_000 });
  expect(await second.run()).not.toBe('');
  expect(await second.check()).not.toEqual({});

  await page.goBack();
  await expect(page).toHaveURL(LESSON);
  const again = await answering(page, 'en');
  await expect(again.code).toContainText('a draft');
  expect(await again.run()).toContain('exit code 0');
  await expect(again.output).toContainText('a draft');

  await page.goForward();
  await expect(page).not.toHaveURL(LESSON);
  await (await answering(page, 'en')).run();
  expect([workers.length, manifests.length]).toEqual([1, 1]);
  expect(page.workers()).toContain(workers[0]);
});

test('the machine stays up for the other language of a lesson', async ({ page }) => {
  const { workers } = watchMachines(page);
  const english = await openLesson(page, 'en', FIRST);
  await english.run();
  await page.getByRole('link', { name: '한국어' }).click();
  await expect(page).toHaveURL(pathOf('ko', FIRST));
  const korean = await answering(page, 'ko');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('link', { name: 'English' })).toHaveAttribute('href', LESSON);
  await expect(page.locator('link[hreflang="en"]')).toHaveAttribute('href', LESSON);
  expect(await korean.run()).toContain('0');
  expect(workers).toHaveLength(1);
  await page.goto('/');
  await expect(page).toHaveURL('/ko/'); // remembered, as ever
});

test('a program that runs is stopped when its lesson is left', async ({ page }) => {
  const { workers } = watchMachines(page);
  const first = await openLesson(page, 'en', FIRST);
  await first.write(`console.log('looping');\nfor (;;);\n${code}`);
  await first.button('run').click();
  await expect(first.output).toContainText('looping', { timeout: 60_000 });
  const second = await goToNext(page);
  await expect(second.output).not.toContainText('looping');
  await expect(second.button('stop')).toBeHidden();
  await second.run();
  await expect(second.output).not.toContainText('looping');
  expect(workers).toHaveLength(1);
});

test('a lesson begins where a loaded page begins: its title is told, the keyboard starts at its skip link, the text at its top', async ({
  page,
}) => {
  await openLesson(page, 'en', FIRST);
  await mark(page);
  await neighbour(page, 'next').scrollIntoViewIfNeeded();
  const left = await page.evaluate(() => scrollY);
  expect(left).toBeGreaterThan(0);
  await neighbour(page, 'next').focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(LESSON);
  await answering(page, 'en');

  expect(await stays(page)).toBe(true);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const title = await page.title();
  expect(title).toContain(await page.getByRole('heading', { level: 1 }).innerText());
  await expect(page.locator('[aria-live="assertive"]').filter({ hasText: title })).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: stringsFor('en').site.skip })).toBeFocused();

  await page.goBack();
  await expect(page).toHaveURL(LESSON);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(left);
  expect(await stays(page)).toBe(true);
});

test('the scripts of a page work once, not twice, after ten lessons; nothing of the old ones is left', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const { workers } = watchMachines(page);
  const session = await page.context().newCDPSession(page);
  const count = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return session.send('Memory.getDOMCounters');
  };
  const there = async (): Promise<void> => {
    const lesson = await answering(page, 'en');
    await expect(lesson.code.locator('.monaco-editor').first()).toBeVisible();
  };
  const thereAndBack = async (): Promise<void> => {
    await neighbour(page, 'next').click();
    await expect(page).not.toHaveURL(LESSON);
    await there();
    await neighbour(page, 'previous').click();
    await expect(page).toHaveURL(LESSON);
    await there();
  };
  await (await openLesson(page, 'en', FIRST)).run();
  await there();
  await thereAndBack();
  const [before, running] = [await count(), page.workers().length];
  for (let round = 0; round < 5; round++) await thereAndBack();

  const { site, lesson } = stringsFor('en');
  await page.getByRole('button', { name: site.useDark }).click();
  await expect(page.getByRole('button', { name: site.useLight })).toBeVisible();
  const splitter = page.getByRole('separator', { name: lesson.splitter });
  await splitter.press('ArrowRight');
  await expect(splitter).toHaveAttribute('aria-valuenow', '46');
  await page.keyboard.press('Control+Shift+Enter');
  await new Lesson(page, 'en').ended();

  // What is taken down in an idle moment is still there for a while after the last page.
  await expect.poll(async () => (await count()).nodes).toBeLessThan(before.nodes * 1.1);
  await expect.poll(async () => (await count()).jsEventListeners).toBeLessThan(before.jsEventListeners * 1.1);
  expect([workers.length, page.workers().length]).toEqual([1, running]);
});

test.describe('a full load is what comes instead', () => {
  test('in a browser without the Navigation API', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'navigation', { value: undefined });
    });
    await openLesson(page, 'en', FIRST);
    await mark(page);
    await goToNext(page);
    expect(await stays(page)).toBe(false);
  });

  test('when the next page is of another build', async ({ page }) => {
    await openLesson(page, 'en', FIRST);
    await mark(page);
    await page.route('**/*', async route => {
      if (route.request().resourceType() !== 'fetch' || !route.request().url().endsWith('/')) return route.fallback();
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replaceAll('/_astro/Lesson.', '/_astro/NewLesson.'),
      });
    });
    await goToNext(page);
    expect(await stays(page)).toBe(false);
  });

  test('when the page cannot be fetched', async ({ page }) => {
    await openLesson(page, 'en', FIRST);
    await mark(page);
    await page.route('**/*', route =>
      route.request().resourceType() === 'fetch' && route.request().url().endsWith('/')
        ? route.abort()
        : route.fallback(),
    );
    await goToNext(page);
    expect(await stays(page)).toBe(false);
    await page.goBack();
    await expect(page).toHaveURL(LESSON);
    await answering(page, 'en');
  });
});
