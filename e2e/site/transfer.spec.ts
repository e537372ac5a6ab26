import { readFile } from 'node:fs/promises';

import { expect, test } from '../support/test.ts';

test('progress saved to a file on one browser is brought into another', async ({ page, browser, baseURL }, info) => {
  await page.goto('/en/encryption/aead/');
  const simple = page.getByLabel('Simple editor');
  await simple.check();
  await page.getByRole('textbox', { name: /seal\.mjs/ }).fill('// carried over\n');
  await page.waitForFunction(() => Object.values(localStorage).some(value => value.includes('carried over')));

  await page.goto('/en/');
  await page.getByText('Take your progress along').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save to a file' }).click(),
  ]);
  const file = info.outputPath('progress.json');
  await download.saveAs(file);
  expect(await readFile(file, 'utf8')).toContain('carried over');

  const other = await browser.newContext({ baseURL });
  const fresh = await other.newPage();
  await fresh.goto('/ko/');
  await fresh.locator('.transfer summary').click();
  // People press the button, which does nothing before its script is there; what is set behind it would be lost.
  await expect(fresh.locator('.transfer astro-island')).not.toHaveAttribute('ssr');
  await fresh.locator('.transfer input[type=file]').setInputFiles(file);
  await expect(fresh.locator('.transfer').getByRole('status')).not.toBeEmpty();
  await fresh.goto('/ko/encryption/aead/');
  await fresh.waitForFunction(() => Object.values(localStorage).some(value => value.includes('carried over')));
  await other.close();
});
