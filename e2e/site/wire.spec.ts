import { gzipSync } from 'node:zlib';

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { wireWordsFor } from '../../src/i18n/wire-words.ts';
import { LANGS } from '../../src/i18n/strings.ts';
import { inProject } from '../../src/project.server.ts';
import { expect, test } from '../support/test.ts';
import { findAlice, WireTable } from '../support/wire.ts';

test.use({ ahead: 'nothing' });

const RECORDING = inProject('testing/wire/fixture/mutual-13.pcapng');

async function open(page: Page, lang: (typeof LANGS)[number]): Promise<void> {
  const { page: words } = wireWordsFor(lang);
  await page.goto(`/${lang}/wire/`);
  await page.getByLabel(words.file).setInputFiles(RECORDING);
  await page.getByRole('button', { name: words.read }).press('Enter');
  await expect(page.getByRole('grid', { name: words.messages })).toBeVisible();
}

for (const lang of LANGS) {
  test(`a recording opens on the page in ${lang}, accessible, at 320 pixels too`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open(page, lang);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}

test('with the keyboard alone: the certificate of the client by its name, and what was encrypted', async ({ page }) => {
  const asked: string[] = [];
  await open(page, 'en');
  // What is shown may need another part of a font.
  page.on('request', request => request.resourceType() !== 'font' && asked.push(request.url()));
  const wire = new WireTable(page);
  await findAlice(wire);
  await wire.goTo(/application data$/);
  await expect(page.getByText(/Opened with CLIENT_TRAFFIC_SECRET_0/)).toBeVisible();
  expect(asked).toEqual([]);
});

test('a field that is pointed at lights its bytes, and bytes show their field', async ({ page }) => {
  await open(page, 'en');
  await page.getByRole('grid', { name: 'Messages' }).getByText('TLS ClientHello').click();
  await page.getByRole('row', { name: /random/ }).hover();
  await expect(page.locator('.wire-lit')).toHaveCount(1);
  const bytes = page.getByRole('listbox', { name: /Bytes of/ });
  // Its digits: its name, for those who listen, takes no room beside them.
  const digits = bytes.getByRole('option', { name: /^msg_type/ }).locator('[aria-hidden]');
  const { x, y } = (await digits.boundingBox())!;
  await page.mouse.move(x + 3, y + 3);
  await expect(page.locator('.wire-path')).toContainText('ClientHello › msg_type');
  await expect(page.locator('tr.wire-active')).toContainText('msg_type');
});

test('the script that reads comes only when it is wanted, and weighs at most 60 kB', async ({ page }) => {
  const sizes = new Map<string, number>();
  page.on('response', async response => {
    if (!response.url().endsWith('.js')) return;
    const body = await response.body().catch(() => Buffer.alloc(0));
    sizes.set(response.url(), gzipSync(body).length);
  });
  await page.goto('/en/wire/');
  await page.waitForLoadState('networkidle');
  const before = new Set(sizes.keys());
  await page.getByLabel('Or bytes in hexadecimal').fill('16030300020100');
  await page.getByRole('button', { name: 'Read' }).press('Enter');
  await expect(page.getByRole('treegrid')).toBeVisible();
  const lazy = [...sizes].filter(([url]) => !before.has(url));
  expect(lazy.length).toBeGreaterThan(0);
  const total = lazy.reduce((sum, [, size]) => sum + size, 0);
  console.log(`the reader's script: ${total} bytes, gzipped`);
  expect(total).toBeLessThanOrEqual(60_000);
});

test('what is no recording gets an answer that says what would be one', async ({ page }) => {
  await page.goto('/en/wire/');
  await page.getByLabel('Recording').setInputFiles(inProject('LICENSE'));
  await page.getByRole('button', { name: 'Read' }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'tcpdump -w' })).toBeVisible();
});
