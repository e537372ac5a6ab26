import { expect, test } from './test.ts';

test("the solution is told in a sentence for each file and shown beside the reader's code", async ({ bench, page }) => {
  await bench.openFull();
  await page.getByRole('button', { name: 'Solution' }).click();
  const solution = page.getByRole('region', { name: 'Solution' });
  await expect(solution.getByRole('listitem')).toHaveText([
    'server.mjs: the solution adds 1 line and removes 2 lines',
    'greet.mjs: the same as yours',
  ]);
  await expect(solution.locator('.editor-diff')).toHaveAttribute('data-stage', 'ready');
  await expect(solution.getByRole('textbox', { name: 'Your server.mjs' })).toBeVisible();
  await expect(solution.getByRole('textbox', { name: 'server.mjs of the solution' })).toBeVisible();
});

test('by keyboard: Tab goes through the difference, the next change is a button', async ({ bench, page }) => {
  await bench.openFull();
  await page.getByRole('button', { name: 'Solution' }).click();
  const solution = page.getByRole('region', { name: 'Solution' });
  await expect(solution.locator('.editor-diff')).toHaveAttribute('data-stage', 'ready');
  await solution.getByRole('tab', { name: 'server.mjs' }).focus();
  await page.keyboard.press('Tab');
  await expect(solution.getByRole('textbox', { name: 'Your server.mjs' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(solution.getByRole('textbox', { name: 'server.mjs of the solution' })).toBeFocused();
  await page.keyboard.type('x');
  await page.keyboard.press('Tab');
  await expect(solution.getByRole('button', { name: 'Previous change' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(solution.locator('.view-line', { hasText: 'requestCert' })).toBeInViewport();
  await expect(bench.text).not.toContainText('requestCert');
});

test('on a narrow screen both texts stand in one column', async ({ bench, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await bench.openFull();
  await page.getByRole('button', { name: 'Solution' }).click();
  const solution = page.getByRole('region', { name: 'Solution' });
  await expect(solution.locator('.editor-diff')).toHaveAttribute('data-stage', 'ready');
  await expect(solution.locator('.monaco-diff-editor')).not.toHaveClass(/side-by-side/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('without Monaco the difference is text, with its signs in words', async ({ bench, page }) => {
  await page.addInitScript(() => localStorage.setItem('handshake:editor', 'simple'));
  await bench.open();
  await page.getByRole('button', { name: 'Solution' }).click();
  const text = page.getByRole('region', { name: 'Your code beside the solution' });
  await expect(text).toContainText('removed: ');
  await expect(text.getByRole('insertion')).toContainText('requestCert: true');
  await expect(text.getByRole('deletion').first()).toContainText('tls.createServer(options,');
  await text.focus();
  await expect(text).toBeFocused();
});
