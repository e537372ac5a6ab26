import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

import { CAPABILITIES, type Capability } from '../../src/course/capabilities.ts';
import { fill, stringsFor, type Lang } from '../../src/i18n/strings.ts';
import { expectNoForeignRequests, recordForeignRequests } from '../support/foreign-requests.ts';
import { installDouble, type Double } from './double/double.ts';
import type { Mode } from './double/modes.ts';

const test = base.extend<{ service(mode: Mode): Promise<Double> }>({
  service: async ({ context }, use) => {
    const doubles: Double[] = [];
    await use(async mode => {
      const double = await installDouble(context, mode);
      doubles.push(double);
      return double;
    });
    await context.close();
    await Promise.all(doubles.map(double => double.close()));
  },
});
test.describe.configure({ timeout: 300_000 });

async function check(page: Page, lang: Lang, askService: boolean): Promise<void> {
  const { checkBrowser: words } = stringsFor(lang);
  await page.goto(`/${lang}/check-my-browser/`);
  if (askService) await page.getByRole('checkbox', { name: fill(words.ask, { host: 'stackblitz.com' }) }).check();
  await page.getByRole('button', { name: words.start }).click();
  await expect(page.getByRole('button', { name: words.again })).toBeVisible({ timeout: 240_000 });
}

/** What a row of the table says, without its header. */
async function answers(page: Page, capability: Capability): Promise<string[]> {
  return await page.locator(`[data-capability="${capability}"] td`).allInnerTexts();
}

test('the page tells what works in the machine and in WebContainer, with times and advice, also as text', async ({
  page,
  context,
  service,
}) => {
  await service('faithful-gaps');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { checkBrowser: words } = stringsFor('en');
  await check(page, 'en', true);

  const table = page.getByRole('table', { name: words.table });
  await expect(table.getByRole('columnheader')).toHaveText([words.what, 'the machine', 'WebContainer']);
  for (const capability of CAPABILITIES)
    expect((await answers(page, capability))[0], capability).toContain(words.verdict.works);
  expect((await answers(page, 'hash'))[1]).toMatch(/^works\s+\d+ ms$/);
  expect((await answers(page, 'scrypt'))[1]).toBe(`${words.verdict.fails} scrypt is not supported`);
  expect((await answers(page, 'mutual-tls'))[1]).toContain(words.verdict.fails);
  for (const time of ['start', 'probe'] as const) {
    await expect(table.getByRole('row', { name: words.time[time] }).getByRole('cell').first()).toHaveText(
      /^\d+\.\d s$/,
    );
  }
  await expect(page.getByRole('listitem')).toHaveText([words.advices.gaps, words.advices.none]);
  await expect(page.getByRole('status').first()).toHaveText(/^Done\. (\d+) of \1 lessons can run in this browser\.$/);

  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);

  await page.getByRole('button', { name: words.copy }).click();
  await expect(page.getByText(words.copied)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Handshake: Check my browser');
  expect(copied).toContain('scrypt: does not work (scrypt is not supported)');
  expect(copied).toContain(words.advices.gaps);
  expect(copied).toContain(await page.evaluate(() => navigator.userAgent));
});

test('unless it is asked to, the page asks nothing of anybody else; it works from the keyboard', async ({
  page,
  context,
}) => {
  const foreign = recordForeignRequests(context);
  const { checkBrowser: words } = stringsFor('ko');
  await page.goto('/ko/check-my-browser/');
  const start = page.getByRole('button', { name: words.start });
  // A disabled button takes no focus: before the page's script is here, the press would go nowhere.
  await expect(start).toBeEnabled();
  await start.focus();
  await page.keyboard.press('Enter');
  // Each answer stands there as soon as it is given.
  const first = page.locator('[data-capability="hash"]').getByRole('cell').first();
  await expect(first).toContainText(words.verdict.works, { timeout: 120_000 });
  await expect(page.locator('[data-capability="users"]').getByRole('cell').first()).toHaveText(words.verdict.probing);
  await expect(start).toBeFocused();
  const again = page.getByRole('button', { name: words.again });
  await expect(again).toBeVisible({ timeout: 240_000 });
  await expect(again).toBeFocused();
  expect((await answers(page, 'mutual-tls'))[0]).toContain(words.verdict.works);
  expect((await answers(page, 'mutual-tls'))[1]).toBe(words.verdict.unasked);
  await expect(page.getByRole('listitem')).toHaveText([words.advices.none]);
  expectNoForeignRequests(foreign);
});

test('a service that does not answer is told as such, and so is a machine whose image is not there', async ({
  page,
  service,
}) => {
  await service('reset');
  await page.route('**/machine/manifest.json', route => route.fulfill({ status: 404, body: 'not here' }));
  await check(page, 'en', true);
  const { checkBrowser: words } = stringsFor('en');
  await expect(page.getByRole('listitem')).toHaveText([
    words.advices.machine,
    fill(words.advices.service, { host: 'stackblitz.com' }),
  ]);
  await expect(page.getByRole('cell', { name: /gave no answer within 20 s/ })).toBeVisible();
  await expect(page.getByRole('status').first()).toHaveText(/^Done\. 0 of \d+ lessons/);
});

test('where a page may not copy, the text is selected instead', async ({ page, service }) => {
  await service('reset');
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.route('**/machine/manifest.json', route => route.fulfill({ status: 404, body: 'not here' }));
  await check(page, 'en', false);
  const { checkBrowser: words } = stringsFor('en');
  await page.getByRole('button', { name: words.copy }).click();
  await expect(page.getByText(words.select)).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toContain('Handshake: Check my browser');
});
