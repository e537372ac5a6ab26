import type { Page } from '@playwright/test';

import { STARTER } from './fixture/starter.ts';
import { expect, MONACO, test } from './test.ts';

const starter = STARTER[0]!.text;

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('every file can be read, in colour, under its name', async ({ bench, page }) => {
    await bench.open();
    for (const { path, text } of STARTER) {
      await expect(page.getByText(path, { exact: true }).locator('visible=true')).toBeVisible();
      await expect(page.locator(`[data-path="${path}"] pre`)).toBeVisible();
      expect(await page.locator(`[data-path="${path}"] pre`).textContent()).toBe(text);
    }
    await expect(page.getByText('from', { exact: true }).first()).toHaveCSS('color', 'rgb(106, 53, 163)');
    await expect(page.getByRole('tablist')).toBeHidden();
  });
});

test('what is typed before Monaco comes is kept, with the place of the caret and the way back', async ({
  bench,
  page,
}) => {
  const release = await bench.holdMonaco();
  await bench.open();
  await bench.code().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// mine');
  await expect(bench.text).toHaveText(`// mine${starter}`);
  await expect(bench.editor).toHaveAttribute('data-stage', 'loading');
  release();
  await bench.full();
  await page.keyboard.type('!\n');
  await expect(bench.text).toHaveText(`// mine!\n${starter}`);
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Control+z');
  await expect(bench.text).toHaveText(starter);
});

test('a selection made before Monaco comes is still selected after', async ({ bench, page }) => {
  const release = await bench.holdMonaco();
  await bench.open();
  await bench.code().click();
  await page.keyboard.press('Control+Home');
  for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('Shift+ArrowRight');
  release();
  await bench.full();
  await page.keyboard.type('export');
  await expect(bench.text).toHaveText(starter.replace('import tls', 'export tls'));
});

test('Monaco that does not come is told of, the plain box goes on, and another try brings it', async ({
  bench,
  page,
}) => {
  await page.route(MONACO, route => route.abort());
  await bench.open();
  await expect(bench.hint).toContainText('The full editor did not come');
  await bench.code().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// still here\n');
  await expect(bench.text).toHaveText(`// still here\n${starter}`);
  await page.unroute(MONACO);
  await page.getByRole('button', { name: 'Try again' }).click();
  await bench.full();
  await expect(bench.text).toHaveText(`// still here\n${starter}`);
  await expect(bench.hint).not.toContainText('did not come');
});

test('nothing moves and no colour changes when Monaco takes the place of the static code', async ({ bench, page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const release = await bench.holdMonaco();
  await bench.open();
  await expect(bench.code()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const before = await characters(page, '.editor-file:not([hidden]) .line');
  release();
  await bench.full();
  await expect(page.locator('.view-line').first()).toBeVisible();
  const after = await characters(page, '.view-line');
  expect(after.length).toBeGreaterThan(10);
  expect(after).toEqual(before.slice(0, after.length));
  expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)).toEqual([]);
});

/** Every visible character of the lines with its place (whole pixels) and colour, line by line from the top. */
async function characters(page: Page, lines: string): Promise<string[]> {
  return await page.locator(lines).evaluateAll(found => {
    const rows = found.map(line => {
      const marks: string[] = [];
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { color } = getComputedStyle(node.parentElement!);
        for (let at = 0; at < node.textContent!.length; at += 1) {
          if (!node.textContent![at]!.trim()) continue;
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const { x, y, height } = range.getBoundingClientRect();
          marks.push(`${node.textContent![at]} ${Math.round(x)},${Math.round(y + height / 2)} ${color}`);
        }
      }
      return { top: line.getBoundingClientRect().top, marks };
    });
    return rows
      .filter(row => row.marks.length > 0)
      .sort((a, b) => a.top - b.top)
      .map(row => row.marks.join('\n'));
  });
}

test('the simple editor is a choice that is remembered and fetches no Monaco', async ({ bench, page }) => {
  await bench.openFull();
  await page.getByRole('checkbox', { name: 'Simple editor' }).check();
  await bench.code().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// plain\n');
  await expect(bench.text).toHaveText(`// plain\n${starter}`);

  const fetched: string[] = [];
  page.on('request', request => fetched.push(request.url()));
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Simple editor' })).toBeChecked();
  await bench.code().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('// more\n');
  await expect(bench.text).toHaveText(`${starter}// more\n`);
  expect(fetched.filter(url => url.includes('monaco'))).toEqual([]);

  await page.getByRole('checkbox', { name: 'Simple editor' }).uncheck();
  await bench.full();
  await expect(bench.text).toHaveText(`${starter}// more\n`);
});

test('in the simple editor Tab moves on, and Reset can be taken back', async ({ bench, page }) => {
  await page.addInitScript(() => localStorage.setItem('handshake:editor', 'simple'));
  await bench.open();
  await bench.code().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// lost?\n');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(bench.text).toHaveText(starter);
  await expect(page.getByRole('button', { name: 'Reset' })).toBeFocused();
  await bench.code().focus();
  await page.keyboard.press('Control+z');
  await expect(bench.text).toHaveText(`// lost?\n${starter}`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('checkbox', { name: 'Simple editor' })).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });

  test('the simple editor is there from the start, and the full one is a choice', async ({ bench, page }) => {
    await bench.open();
    const simple = page.getByRole('checkbox', { name: 'Simple editor' });
    await expect(simple).toBeChecked();
    await bench.code().tap();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// thumbs\n');
    await expect(bench.text).toHaveText(`// thumbs\n${starter}`);
    await simple.uncheck();
    await bench.full();
    await page.reload();
    await expect(simple).not.toBeChecked();
  });
});
