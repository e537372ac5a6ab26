import type { Locator, Page } from '@playwright/test';

import { LANGS, stringsFor } from '../../src/i18n/strings.ts';
import { pathOf } from '../support/course.ts';
import { expect, test } from '../support/test.ts';

test.use({ ahead: 'nothing' });

const FILE = 'client.py';
const snippet = (page: Page): Locator => page.getByRole('figure').filter({ hasText: FILE });
const numbers = (page: Page): Locator => snippet(page).locator('pre a');
const remarks = (page: Page): Locator => snippet(page).getByRole('listitem');

for (const lang of LANGS) {
  const { prose } = stringsFor(lang);

  test(`in ${lang} each number in a snippet leads to its remark by keyboard, and back to its line`, async ({
    page,
  }) => {
    await page.goto(pathOf(lang, 'copied-snippet'));
    const count = await numbers(page).count();
    expect(count).toBe(await remarks(page).count());
    for (let n = 0; n < count; n++) {
      await numbers(page).nth(n).focus();
      await page.keyboard.press('Enter');
      await expect(remarks(page).nth(n)).toBeInViewport();
      expect(new URL(page.url()).hash).toBe(`#${await remarks(page).nth(n).getAttribute('id')}`);
      await page.keyboard.press('Tab'); // from the remark that was gone to
      await expect(remarks(page).nth(n).getByRole('link').first()).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(numbers(page).nth(n)).toBeInViewport();
    }
  });

  test(`in ${lang} a remark leads to its lesson, or says that it is to come`, async ({ page, request }) => {
    await page.goto(pathOf(lang, 'copied-snippet'));
    for (const remark of await page.locator('.snippet li').all()) {
      const lesson = remark.getByRole('link').nth(1);
      if ((await remark.getByRole('link').count()) === 1) await expect(remark).toContainText(prose.toCome);
      else expect((await request.get((await lesson.getAttribute('href'))!)).status()).toBe(200);
    }
  });

  test(`in ${lang} the text asks the bench for the program that it names`, async ({ page }) => {
    await page.goto(pathOf(lang, 'copied-snippet'));
    await page.evaluate(() => {
      const take = (event: Event): void => {
        document.title = JSON.stringify((event as CustomEvent).detail);
        event.stopImmediatePropagation();
        event.preventDefault();
      };
      document.addEventListener('handshake:act', take, { capture: true });
      window.addEventListener('handshake:act', take, { capture: true });
    });
    const button = page.getByRole('button', { name: prose.runFile.replace('{file}', 'snippets.mjs') });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle('{"act":"run","file":"snippets.mjs"}');
  });
}

test('a copied snippet has no numbers in it, and they stay in sight where its lines are scrolled', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(pathOf('en', 'copied-snippet'));
  const code = snippet(page).locator('pre');
  expect(await code.innerText()).toMatch(/^import socket\nimport ssl\n/);
  expect(await code.innerText()).not.toMatch(/^\d/m);
  await code.evaluate(pre => pre.scrollTo({ left: 200 }));
  await numbers(page).first().scrollIntoViewIfNeeded();
  const [box, frame] = [await numbers(page).first().boundingBox(), await code.boundingBox()];
  expect(await code.evaluate(pre => pre.scrollLeft)).toBeGreaterThan(100);
  expect(box!.x).toBeGreaterThanOrEqual(frame!.x);
});
