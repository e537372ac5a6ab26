import type { Page } from '@playwright/test';

import { stringsFor } from '../../src/i18n/strings.ts';
import { pathOf } from '../support/course.ts';
import { expect, test } from '../support/test.ts';

const words = stringsFor('en').lesson;
const LESSON = pathOf('en', 'aead');

test.use({ ahead: 'nothing' });

test.describe('on a wide screen', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  const splitter = (page: Page) => page.getByRole('separator', { name: words.splitter });
  const textWidth = async (page: Page) => (await page.getByRole('article').boundingBox())!.width;

  test('the width of the text is changed with the keyboard, announced, and kept over a reload', async ({ page }) => {
    await page.goto(LESSON);
    const before = await textWidth(page);
    await splitter(page).focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
    await expect(splitter(page)).toHaveAttribute('aria-valuenow', '50');
    const wider = await textWidth(page);
    expect(wider).toBeGreaterThan(before);
    await page.reload();
    expect(await textWidth(page)).toBe(wider);
    await splitter(page).press('Enter');
    expect(await textWidth(page)).toBe(before);
  });

  test('the width of the text is changed with the pointer, and stops where either side would be lost', async ({
    page,
  }) => {
    await page.goto(LESSON);
    const { x, y } = (await splitter(page).boundingBox())!;
    await page.mouse.move(x, y + 300);
    await page.mouse.down();
    await page.mouse.move(900, y + 300);
    expect(Math.round(await textWidth(page))).toBe(900);
    await page.mouse.move(1439, y + 300);
    await page.mouse.up();
    await expect(splitter(page)).toHaveAttribute('aria-valuenow', '70');
  });

  test('one press gives the bench the whole window; the button, Escape and a link to the text bring it back', async ({
    page,
  }) => {
    const { room } = stringsFor('en').workspace;
    const whole = page.getByRole('button', { name: room.whole });
    const bench = page.getByRole('region', { name: words.bench });
    await page.goto(LESSON);
    await page.evaluate(() => scrollTo(0, 700));
    await whole.click();
    await expect(page.locator('#text')).toBeHidden();
    await expect.poll(async () => (await bench.boundingBox())!.width).toBe(1440);
    await page.getByRole('button', { name: room.withText }).click();
    await expect(page.locator('#text')).toBeVisible();
    expect(await page.evaluate(() => scrollY)).toBe(700);
    await whole.click();
    await page.keyboard.press('Escape');
    await expect(page.locator('#text')).toBeVisible();
    await whole.click();
    await page.getByRole('link', { name: stringsFor('en').site.skip }).press('Enter');
    await expect(page.locator('#text')).toBeFocused();
    await whole.click();
    await page.reload();
    await expect(page.locator('#text')).toBeVisible();
  });

  test.describe('with all that comes unasked', () => {
    test.use({ ahead: 'start' });

    test('nothing on the page moves by itself while it loads', async ({ page }) => {
      await page.addInitScript(() => {
        localStorage.setItem('handshake/split', '52');
        localStorage.setItem('handshake/code-height', '61');
        localStorage.setItem('handshake/lower', 'folded');
        const record = Object.assign(window, { moved: 0 });
        new PerformanceObserver(list => {
          for (const shift of list.getEntries() as (PerformanceEntry & { value: number })[])
            record.moved += shift.value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(LESSON, { waitUntil: 'networkidle' });
      expect(await page.evaluate(() => (window as never as { moved: number }).moved)).toBeLessThan(0.02);
    });
  });

  test('the skip links lead to the text and to the bench', async ({ page }) => {
    await page.goto(LESSON);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: stringsFor('en').site.skip })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#text')).toBeFocused();
    await page.getByRole('link', { name: words.skip }).press('Enter');
    await expect(page.locator('#bench')).toBeFocused();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the bench opens over the text and closes to the same sentence', async ({ page }) => {
    await page.goto(LESSON);
    await page.evaluate(() => scrollTo(0, 700));
    await page.getByRole('link', { name: words.openBench }).click();
    const close = page.getByRole('button', { name: words.closeBench });
    await expect(close).toBeFocused();
    expect((await page.getByRole('region', { name: words.bench }).boundingBox())!.y).toBe(0);
    await expect(page.locator('#text')).toHaveAttribute('inert'); // out of reach for now
    await page.keyboard.press('Escape');
    await expect(page.getByRole('link', { name: words.openBench })).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(700);
  });

  test('Back closes the bench and stays in the lesson, and so does every other way, once', async ({ page }) => {
    const opener = page.getByRole('link', { name: words.openBench });
    const close = page.getByRole('button', { name: words.closeBench });
    await page.goto('/en/');
    await page.goto(LESSON);
    await opener.click();
    await expect(close).toBeFocused();
    await page.goBack();
    await expect(close).toBeHidden();
    await expect(page).toHaveURL(LESSON);
    await expect(opener).toBeFocused();
    await opener.click();
    await page.reload();
    await expect(close).toBeVisible();
    await close.click();
    await expect(close).toBeHidden();
    await expect.poll(() => page.evaluate(() => history.state as unknown)).toBeNull();
    await page.goBack();
    await expect(page).toHaveURL('/en/');
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('the same link leads down to the bench', async ({ page }) => {
      await page.goto(LESSON);
      await page.getByRole('link', { name: words.openBench }).click();
      await expect(page).toHaveURL(/#bench$/);
      await expect(page.getByRole('region', { name: words.bench })).toBeInViewport();
    });
  });
});

test.describe('the theme', () => {
  test.use({ colorScheme: 'light' });

  test('is switched, kept over a reload, and follows the system again when switched back', async ({ page }) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const { site } = stringsFor('en');
    await page.goto('/en/');
    const light = await ground();
    await page.getByRole('button', { name: site.useDark }).click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await ground()).toBe(dark);
    await page.getByRole('button', { name: site.useLight }).click();
    expect(await ground()).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await ground()).toBe(dark);
  });
});

test.describe('the course map', () => {
  test('marks what was started and passed, counts it, and leads on from there', async ({ page }) => {
    const { map } = stringsFor('ko');
    await page.addInitScript(() => {
      const lesson = { v: 1, tries: 1, hints: 0, solution: false, best: 1 };
      localStorage.setItem('handshake/lesson/echo', JSON.stringify({ ...lesson, passedAt: 1 }));
      localStorage.setItem('handshake/lesson/aead', JSON.stringify(lesson));
      localStorage.setItem('handshake/last', JSON.stringify({ lang: 'en', path: '/en/encryption/aead/' }));
    });
    await page.goto('/ko/');
    const row = (exercise: string, state: string) =>
      page.locator(`[data-exercise="${exercise}"]`).filter({ hasText: state });
    await expect(row('echo', map.passed)).toHaveAttribute('data-state', 'passed');
    await expect(row('aead', map.started)).toHaveAttribute('data-state', 'started');
    const on = page.getByRole('link', { name: map.continue });
    await expect(on).toHaveAttribute('href', pathOf('ko', 'aead'));
  });

  test('leads one who has not begun to the first lesson', async ({ page }) => {
    await page.goto('/en/');
    const first = page.locator('[data-exercise] a').first();
    await expect(page.getByRole('link', { name: stringsFor('en').map.start })).toHaveAttribute(
      'href',
      (await first.getAttribute('href'))!,
    );
  });
});
