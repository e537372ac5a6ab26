import AxeBuilder from '@axe-core/playwright';

import { wireWordsFor } from '../../src/i18n/wire-words.ts';
import { findAlice, tabTo, WireTable } from '../support/wire.ts';
import { expect, test, type Bench } from './test.ts';

/** Runs the lesson's program, and brings the wire to the front by keyboard. */
async function run(bench: Bench): Promise<WireTable> {
  await bench.button('run').press('Enter');
  // A run brings its output to the front.
  await expect(bench.tab(bench.strings.regions.output)).toHaveAttribute('aria-selected', 'true');
  await expect(bench.output.locator('.ws-exit')).toBeVisible();
  await bench.tab(bench.strings.regions.output).focus();
  await tabTo(bench.page, bench.words.wire.title);
  return new WireTable(bench.page);
}

test('the wire has a tab once something has crossed it, and its script comes with the first look', async ({
  bench,
  page,
}) => {
  const scripts: string[] = [];
  page.on('request', request => request.url().includes('RunWire') && scripts.push(request.url()));
  await bench.open('?wire');
  await expect(bench.tab(bench.words.wire.title)).toHaveCount(0);
  await bench.button('run').click();
  await expect(bench.tab(bench.words.wire.title)).toBeVisible();
  await expect(bench.output).toContainText('exit code 0');
  expect(scripts).toEqual([]);
  await bench.tab(bench.words.wire.title).click();
  await expect(new WireTable(page).table).toBeVisible();
});

test('with the keyboard alone: the certificate of the client by its name, and what was encrypted', async ({
  bench,
  page,
}) => {
  await bench.open('?wire');
  const wire = await run(bench);
  await findAlice(wire);
  await wire.goTo(/application data$/);
  await expect(page.getByText(/Opened with CLIENT_TRAFFIC_SECRET_0/)).toBeVisible();
  await wire.goTo(/TLS Finished$/);
  await expect(page.getByText(wireWordsFor('en').proofs.verified)).toBeVisible();
});

test('of five thousand messages only those in sight are there, and the last is one key away', async ({
  bench,
  page,
}) => {
  await bench.open('?wire=270');
  const wire = await run(bench);
  // 22 in each of the 270, and the head.
  const all = String(270 * 22 + 1);
  await expect(wire.table).toHaveAttribute('aria-rowcount', all, { timeout: 90_000 });
  await wire.chosen.focus();
  await page.keyboard.press('End');
  await expect(wire.chosen).toHaveAttribute('aria-rowindex', all);
  await expect(wire.chosen).toBeFocused();
  expect(await wire.table.getByRole('row').count()).toBeLessThan(60);
});

test('two runs stand beside each other', async ({ bench, page }) => {
  const { bench: words } = wireWordsFor('en');
  await bench.open('?wire');
  await run(bench);
  await run(bench);
  await page.getByRole('button', { name: words.compare }).press('Enter');
  await expect(page.getByRole('columnheader', { name: new RegExp(words.runBefore) })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '0 differ' })).toBeVisible();
});

test('a picture, a text and a recording can be taken home', async ({ bench, page }) => {
  await bench.open('?wire');
  await run(bench);
  const { page: words, bench: ofBench } = wireWordsFor('en');
  await page.getByText(ofBench.save, { exact: true }).press('Enter');
  for (const [name, end] of [
    [words.svg, 'svg'],
    [words.text, 'txt'],
    [words.pcapng, 'pcapng'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).press('Enter'),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${end}$`));
  }
});

test('who wants no recording has none, after a reload too', async ({ bench, page }) => {
  await bench.open('?wire');
  await run(bench);
  await page.getByRole('checkbox', { name: bench.words.wire.record }).uncheck();
  await page.reload();
  await expect(page.locator('.workspace')).toHaveAttribute('data-live', 'true');
  await run(bench);
  await expect(page.getByText(bench.words.wire.off)).toBeVisible();
});

test.describe('320 px wide, in Korean', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('axe finds nothing, and nothing sticks out', async ({ korean, page }) => {
    await korean.open('?wire');
    await run(korean);
    await expect(page.getByRole('grid', { name: wireWordsFor('ko').page.messages })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('.ws-wire').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});
