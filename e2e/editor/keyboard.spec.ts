import { STARTER } from './fixture/starter.ts';
import { expect, test } from './test.ts';

const starter = STARTER[0]!.text;

test('Tab indents, and Esc then Tab leaves, forwards and backwards, with words under the code', async ({
  bench,
  page,
}) => {
  await bench.openFull();
  // Who only passes through changes nothing.
  await bench.code().focus();
  await page.keyboard.press('Shift+Tab');
  await expect(bench.tab('server.mjs')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bench.code()).toBeFocused();
  await expect(bench.text).toHaveText(starter);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  await expect(bench.text).toHaveText(`  ${starter}`);
  await expect(bench.hint).toHaveText('Esc, then Tab leaves the editor');

  await page.keyboard.press('Escape');
  await expect(bench.hint).toHaveText('Tab now leaves the editor');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('checkbox', { name: 'Simple editor' })).toBeFocused();

  await page.keyboard.press('Shift+Tab');
  await expect(bench.code()).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await expect(bench.tab('server.mjs')).toBeFocused();
  await expect(bench.text).toHaveText(`  ${starter}`);
});

test('Ctrl+M lets Tab move on until it is pressed again, and says so', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+m');
  await expect(bench.hint).toContainText('Tab moves on; Ctrl+M makes it indent again');
  await page.keyboard.press('Tab');
  await expect(bench.code()).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+m');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  await expect(bench.text).toHaveText(`  ${starter}`);
});

test('Shift+Alt+F1 sets the editor up for screen readers and back, says so, and is remembered', async ({
  bench,
  page,
}) => {
  const optimised = () =>
    page.evaluate(() => {
      const { monaco } = globalThis as unknown as { monaco: typeof import('monaco-editor') };
      return monaco.editor.getEditors()[0]!.getOption(monaco.editor.EditorOption.accessibilitySupport);
    });
  await bench.openFull();
  await expect(bench.code()).toHaveAccessibleDescription(/Shift\+Alt\+F1/);
  expect(await optimised()).not.toBe(2);
  await bench.code().focus();
  await page.keyboard.press('Shift+Alt+F1');
  await expect(bench.hint).toHaveText('The code is set up for screen readers; Shift+Alt+F1 takes that back');
  expect(await optimised()).toBe(2);

  await bench.openFull();
  expect(await optimised()).toBe(2);
  await bench.code().focus();
  await expect(bench.hint).toContainText('Shift+Alt+F1 takes that back');
  await page.keyboard.press('Shift+Alt+F1');
  await expect(bench.hint).toHaveText('Esc, then Tab leaves the editor');
  expect(await optimised()).not.toBe(2);
  await expect(bench.text).toHaveText(starter);
});

test('an Esc that closes the suggestions does not make Tab leave', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('st');
  await page.keyboard.press('Control+Space');
  await expect(page.getByRole('listbox', { name: 'Suggest' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bench.hint).toHaveText('Esc, then Tab leaves the editor');
  await page.keyboard.press('Tab');
  await expect(bench.code()).toBeFocused();
});

for (const form of ['full', 'simple'] as const) {
  test(`Ctrl+Enter checks and Ctrl+Shift+Enter runs in the ${form} editor, once for each press`, async ({
    bench,
    page,
  }) => {
    if (form === 'simple') await page.addInitScript(() => localStorage.setItem('handshake:editor', 'simple'));
    await bench.open();
    if (form === 'full') await bench.full();
    await bench.code().focus();
    await page.keyboard.press('Control+Enter');
    await expect(bench.commands).toHaveText('check');
    await page.keyboard.down('Control');
    await page.keyboard.down('Shift');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Shift');
    await page.keyboard.up('Control');
    await expect(bench.commands).toHaveText('check run');
    await expect(bench.text).toHaveText(starter);
  });
}

test('files are tabs: arrows, Home and End move between them, and those only for reading say so', async ({
  bench,
  page,
}) => {
  await bench.openFull();
  await bench.tab('server.mjs').focus();
  await page.keyboard.press('ArrowRight');
  await expect(bench.tab('greet.mjs')).toBeFocused();
  await expect(bench.tab('greet.mjs')).toHaveAttribute('aria-selected', 'true');
  await expect(bench.tab('greet.mjs')).toHaveAccessibleName('greet.mjs read only');
  await page.keyboard.press('End');
  await expect(bench.tab('pki/ca.crt')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(bench.tab('server.mjs')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Home');
  await expect(bench.tab('server.mjs')).toBeFocused();
  await expect(page.getByRole('tab', { selected: true })).toHaveCount(1);
  await expect(page.getByRole('tabpanel')).toHaveAccessibleName('server.mjs');
});

test('a file only for reading cannot be changed, says why, and Tab leaves it at once', async ({ bench, page }) => {
  await bench.openFull();
  await bench.tab('greet.mjs').click();
  const code = page.getByRole('textbox', { name: 'greet.mjs, read only' });
  await code.focus();
  await page.keyboard.type('x');
  await expect(bench.hint).toContainText('This file is only for reading.');
  await expect(bench.text).toHaveText(STARTER[1]!.text);
  await page.keyboard.press('Tab');
  await expect(code).not.toBeFocused();
});

test('each file keeps its place and its own way back', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('// end');
  await bench.tab('greet.mjs').click();
  await bench.tab('server.mjs').click();
  await bench.code().focus();
  await page.keyboard.type('!');
  await expect(bench.text).toHaveText(`${starter}// end!`);
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Control+z');
  await expect(bench.text).toHaveText(starter);
});

test('Reset can be taken back, and taken back again', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// mine\n');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(bench.text).toHaveText(starter);
  await bench.code().focus();
  await page.keyboard.press('Control+z');
  await expect(bench.text).toHaveText(`// mine\n${starter}`);
  await page.keyboard.press('Control+y');
  await expect(bench.text).toHaveText(starter);
});

test('a place told from outside is gone to, in its file, once', async ({ bench, page }) => {
  await bench.openFull();
  await page.getByRole('button', { name: 'greet.mjs:4:14' }).click();
  await expect(bench.tab('greet.mjs')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('textbox', { name: 'greet.mjs, read only' })).toBeFocused();
  expect(
    await page.evaluate(() => {
      const { editor } = (globalThis as unknown as { monaco: typeof import('monaco-editor/editor') }).monaco;
      return editor.getEditors()[0]!.getPosition();
    }),
  ).toEqual({ lineNumber: 4, column: 14 });
  await bench.tab('server.mjs').click();
  await expect(bench.tab('server.mjs')).toHaveAttribute('aria-selected', 'true');
  await expect(bench.text).toHaveText(starter);
});
