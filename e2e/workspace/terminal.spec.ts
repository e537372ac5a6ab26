import type { Locator, Page } from '@playwright/test';

import { fill, type Lang } from '../../src/i18n/strings.ts';
import { seriousFindings } from '../support/axe.ts';
import { HANGUL, InputMethod } from '../support/input-method.ts';
import { MACHINE_LIMIT, openLesson, type Lesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';
import { sticksOut } from '../support/width.ts';

/** A terminal on the built site is a second machine beside that of the lesson. */
test.describe.configure({ timeout: 3 * MACHINE_LIMIT });
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** The terminal of a lesson's page, by the names that a reader has. */
class Shell {
  readonly lesson: Lesson;
  readonly page: Page;
  readonly panel: Locator;
  /** What is drawn, by rows. */
  readonly rows: Locator;
  readonly log: Locator;

  constructor(lesson: Lesson) {
    this.lesson = lesson;
    this.page = lesson.page;
    this.panel = this.page.getByRole('region', { name: this.words.title, exact: true });
    this.rows = this.panel.locator('.xterm-rows');
    this.log = this.panel.getByRole('log', { name: this.words.log });
  }

  get words() {
    return this.lesson.words.workspace.terminal;
  }
  get tab(): Locator {
    return this.page.getByRole('tab', { name: this.words.title, exact: true });
  }
  /** Where keys go. */
  get keys(): Locator {
    return this.panel.getByRole('textbox');
  }

  /** By keyboard: to the tab, to the button, and until the shell asks for a command. */
  async open(shown: Locator): Promise<void> {
    await this.tab.focus();
    await this.page.keyboard.press('Enter');
    const button = this.panel.getByRole('button', { name: this.words.open });
    await button.focus();
    await this.page.keyboard.press('Enter');
    await expect(shown).toContainText('$', { timeout: MACHINE_LIMIT });
    await expect(this.keys).toBeFocused();
  }

  async types(command: string): Promise<void> {
    await this.page.keyboard.type(command);
    await this.page.keyboard.press('Enter');
  }

  fileTab(name: string): Locator {
    return this.lesson.code.getByRole('tab', { name: new RegExp(`^${name}`) });
  }
}

async function shellOf(page: Page, lang: Lang, form: 'full' | 'plain'): Promise<Shell> {
  await page.addInitScript(kept => {
    localStorage.setItem('handshake:editor', 'simple');
    localStorage.setItem('handshake/terminal', kept);
  }, form);
  return new Shell(await openLesson(page, lang, 'aead'));
}

test('a shell is opened, shares files with the editor, and outlives a Run, by keyboard', async ({ page }) => {
  const shell = await shellOf(page, 'en', 'full');
  const { lesson, rows } = shell;
  const scripts: string[] = [];
  page.on('request', request => scripts.push(request.url()));
  await expect(page.locator('html')).toHaveAttribute('data-runtime-status', 'ready', { timeout: MACHINE_LIMIT });
  await shell.tab.click();
  await expect(shell.panel).toContainText('MB');
  const [workers, fetched] = [page.workers().length, scripts.length];
  await shell.open(rows);
  expect(page.workers().length).toBe(workers + 1);
  expect(scripts.length).toBeGreaterThan(fetched);

  await shell.types('ls');
  await expect(rows).toContainText('seal.mjs');
  await lesson.write(`console.log('from the', 'editor');\n`);
  await shell.keys.focus();
  await shell.types('KEPT=kept; node seal.mjs');
  await expect(rows).toContainText('from the editor', { timeout: MACHINE_LIMIT });
  await shell.types(`echo "made in the shell" > made.txt; sed -i s/from/out\\ of/ seal.mjs`);
  await expect(shell.fileTab('made.txt')).toBeVisible({ timeout: MACHINE_LIMIT });
  await expect(lesson.code.getByRole('textbox', { name: /seal\.mjs/ })).toHaveValue(/out of the/);
  await expect(
    page.getByRole('status').filter({ hasText: fill(shell.words.taken, { name: 'seal.mjs' }) }),
  ).toBeVisible();

  await shell.keys.focus();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(lesson.button('stop')).toBeHidden({ timeout: MACHINE_LIMIT });
  await expect(lesson.ending).toBeVisible({ timeout: MACHINE_LIMIT });
  await shell.tab.click();
  await shell.keys.focus();
  await shell.types('echo $KEPT-still');
  await expect(rows).toContainText('kept-still');

  await page.keyboard.press('Escape');
  await expect(shell.panel).toContainText(shell.words.leaveNow);
  await page.keyboard.press('Tab');
  await expect(shell.keys).not.toBeFocused();
  expect(await seriousFindings(page)).toEqual([]);
  await shell.keys.focus();
  await shell.types('exit 7');
  await expect(shell.panel).toContainText(fill(shell.words.exit.code, { code: 7 }));
  await expect(shell.panel.getByRole('button', { name: shell.words.again })).toBeFocused();
});

test('Hangul comes out once and whole, a flood leaves the page alive, and a long paste is refused', async ({
  page,
}) => {
  const shell = await shellOf(page, 'ko', 'full');
  await shell.open(shell.rows);
  const ime = await InputMethod.of(page);
  await page.keyboard.type(`printf '`);
  await ime.type(...HANGUL);
  await shell.types(`' | od -An -tx1`);
  await expect(shell.rows).toContainText('ed 95 9c ea b8 80');
  await expect(shell.rows).toContainText('한글');

  await shell.types('yes flood');
  // The command itself has the word once: a Ctrl+C before the program runs would end nothing.
  await expect(shell.rows).toContainText(/flood\s*flood/, { timeout: MACHINE_LIMIT });
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.keyboard.press('Control+c');
  await shell.types('clear; echo still "here"');
  await expect(shell.rows).toContainText('still here', { timeout: MACHINE_LIMIT });
  await shell.keys.evaluate(element => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'x'.repeat(100_000));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(shell.panel).toContainText(fill(shell.words.pasted, { kb: 64 }));
  await expect(shell.rows).not.toContainText('xxx');
});

test('the plain command line has the same shell, with Hangul, in 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const shell = await shellOf(page, 'ko', 'plain');
  await page.getByRole('link', { name: shell.lesson.words.lesson.openBench }).click();
  await shell.open(shell.log);
  const ime = await InputMethod.of(page);
  await page.keyboard.type('echo ');
  await ime.type(...HANGUL);
  await shell.types(' "끝"');
  await expect(shell.log.getByText('한글 끝', { exact: true })).toBeVisible();
  await shell.types('sleep 1000');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(shell.keys).toHaveValue('echo 한글 "끝"');
  expect(await sticksOut(page)).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
  await shell.panel.getByRole('checkbox', { name: shell.words.plain }).uncheck();
  await expect(shell.rows).toContainText('한글 끝');
  await shell.panel.getByRole('button', { name: shell.words.close }).click();
  await expect(shell.panel.getByRole('button', { name: shell.words.open })).toBeVisible();
});
