import { readFile } from 'node:fs/promises';

import { fill } from '../../src/i18n/strings.ts';
import { EXPORTS, expect, test, type Bench } from './test.ts';

const menuOf = (bench: Bench) => bench.page.getByRole('button', { name: bench.words.more.menu, exact: true });

/** Presses an entry of the menu. */
async function choose(bench: Bench, name: string | RegExp): Promise<void> {
  await menuOf(bench).click();
  await bench.page.getByRole('menuitem', { name }).click();
}

async function make(bench: Bench, name: string): Promise<void> {
  await bench.named(bench.words.own.add).click();
  await bench.page.keyboard.type(name);
  await bench.page.keyboard.press('Enter');
}

const tabOf = (bench: Bench, file: string) => bench.code.getByRole('tab', { name: new RegExp(`^${file}`) });

test('a file of one’s own is made, run, imported, named anew, deleted and brought back, by keyboard', async ({
  bench,
  page,
}) => {
  await bench.open();
  const { own } = bench.words;
  await make(bench, 'seal.mjs');
  await expect(page.getByRole('alert')).toHaveText(own.problem.taken);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('notes.mjs');
  await page.keyboard.press('Enter');
  await expect(bench.code.getByRole('textbox', { name: /notes\.mjs/ })).toBeFocused();
  await page.keyboard.insertText("console.log('from my notes');\n");
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(bench.output).toContainText('from my notes');
  await page.reload();
  await tabOf(bench, 'notes.mjs').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('tries.mjs');
  await page.keyboard.press('Enter');
  await expect(bench.news('tries.mjs')).toBeVisible();
  await expect(tabOf(bench, 'tries.mjs')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(tabOf(bench, 'tries.mjs')).toHaveCount(0);
  await expect(bench.code.getByRole('tab', { selected: true })).toBeFocused();
  await bench.named(bench.words.drafts.undo).click();
  await expect(bench.code.getByRole('textbox', { name: /tries\.mjs/ })).toHaveValue(/from my notes/);
  await bench.button('reset').click();
  await expect(bench.news(bench.words.reset.nothing)).toBeVisible();
});

test('the menu formats, wraps and enlarges the code, and takes it away', async ({ bench, page }) => {
  await bench.open();
  const { more, format, keyList } = bench.words;
  await bench.write('const a={b:1}\nconst = 2\n');
  await page.keyboard.press('Shift+Alt+KeyF');
  await expect(bench.news(fill(format.syntax, { file: 'seal.mjs', line: 2 }))).toBeVisible();
  await bench.write('const a={b:1}\n');
  await choose(bench, fill(more.format, { file: 'seal.mjs' }));
  const box = bench.code.getByRole('textbox').first();
  await expect(box).toHaveValue('const a = { b: 1 };\n');
  await box.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(box).toHaveValue('const a={b:1}\n');

  await menuOf(bench).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('w');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemcheckbox', { name: more.wrap })).toBeChecked();
  await page.getByRole('menuitemradio', { name: more.sizes.largest }).click();
  await page.keyboard.press('Escape');
  await expect(menuOf(bench)).toBeFocused();
  await page.reload();
  await expect(box).toHaveCSS('font-size', '22px');
  await expect(box).toHaveCSS('white-space', 'pre-wrap');

  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: keyList.title })).toContainText(keyList.does.format);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const download = page.waitForEvent('download');
  await choose(bench, more.downloadAll);
  const zip = await readFile(await (await download).path());
  expect(zip.toString('latin1')).toMatch(/^PK[^]*aead\/seal\.mjs[^]*const a=\{b:1\}/);
});

test('a link carries code to somebody who looks at it first and then takes it over', async ({
  bench,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await bench.open();
  const { more, share, drafts } = bench.words;
  await bench.write(`// theirs${EXPORTS}`);
  await choose(bench, more.link);
  await expect(bench.news('in the link itself')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await bench.write('// mine');
  await expect.poll(() => bench.stored()).toContain('// mine');

  await page.goto('about:blank');
  await page.goto(link);
  await expect(bench.news(share.news)).toBeVisible();
  expect(await bench.stored()).toContain('// mine');
  await bench.named(share.look).click();
  await expect(bench.code).toContainText('// theirs');
  await bench.named(share.take).click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue(/^\/\/ theirs/);
  expect(new URL(page.url()).hash).toBe('');
  await bench.named(drafts.undo).click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');

  await page.goto('about:blank');
  await page.goto(link.slice(0, -9));
  await expect(bench.news(share.problem.damaged)).toBeVisible();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
});
