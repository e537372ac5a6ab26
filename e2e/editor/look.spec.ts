import AxeBuilder from '@axe-core/playwright';

import { expect, test } from './test.ts';

const BACKGROUND = { light: 'rgb(245, 245, 241)', dark: 'rgb(16, 19, 22)' };

test("Monaco follows the site's light and dark at once, and the system's where the site has no say", async ({
  bench,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await bench.openFull();
  const code = page.locator('.monaco-editor-background').first();
  await expect(code).toHaveCSS('background-color', BACKGROUND.dark);
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'light';
  });
  await expect(code).toHaveCSS('background-color', BACKGROUND.light);
  await expect(bench.editor).toHaveCSS('background-color', BACKGROUND.light);
  await page.evaluate(() => {
    delete document.documentElement.dataset.theme;
  });
  await expect(code).toHaveCSS('background-color', BACKGROUND.dark);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(code).toHaveCSS('background-color', BACKGROUND.light);
});

for (const lang of ['en', 'ko'] as const) {
  test(`at 320 px the code is wrapped and nothing sticks out (${lang})`, async ({ bench, page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await bench.openFull(lang);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const widest = await page
      .locator('.view-line')
      .evaluateAll(lines => Math.max(...lines.map(line => line.firstElementChild!.getBoundingClientRect().right)));
    expect(widest).toBeLessThanOrEqual(320);
  });
}

for (const scheme of ['light', 'dark'] as const) {
  for (const form of ['full', 'simple'] as const) {
    test(`axe finds nothing in the ${form} editor and the solution, ${scheme}`, async ({ bench, page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      if (form === 'simple') await page.addInitScript(() => localStorage.setItem('handshake:editor', 'simple'));
      await bench.open('ko');
      if (form === 'full') await bench.full();
      await page.getByRole('button', { name: '모범 답안' }).click();
      if (form === 'full') await expect(page.locator('.editor-diff')).toHaveAttribute('data-stage', 'ready');
      const { violations } = await new AxeBuilder({ page }).include('.bench').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([]);
    });
  }
}

test("Monaco's style sheets touch nothing outside it", async ({ bench, page }) => {
  const styles = () =>
    page.locator('main > p:not(.tools)').evaluate(element => {
      const all = [element, ...element.children, document.body, document.documentElement];
      return all.map(one => Object.entries(getComputedStyle(one)).filter(([name]) => Number.isNaN(Number(name))));
    });
  const release = await bench.holdMonaco();
  await bench.open();
  await expect(bench.code()).toBeVisible();
  const before = await styles();
  release();
  await bench.full();
  expect(await styles()).toEqual(before);
});
