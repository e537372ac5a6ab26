import type { Locator, Page } from '@playwright/test';

import { stringsFor, type Lang, type Strings } from '../../src/i18n/strings.ts';
import { pathOf } from './course.ts';
import { expect } from './test.ts';

/** The machine is emulated, and the computer of a test run may be busy. */
export const MACHINE_LIMIT = 150_000;

/** A lesson's page as a reader uses it: by the names of regions and buttons in their language. */
export class Lesson {
  readonly page: Page;
  readonly words: Strings;
  readonly code: Locator;
  readonly output: Locator;
  readonly checks: Locator;
  /** The line that says how a run ended. */
  readonly ending: Locator;

  constructor(page: Page, lang: Lang) {
    this.page = page;
    this.words = stringsFor(lang);
    const { code, output, checks } = this.words.regions;
    // Those behind other tabs too: what is in them can be asked, if not seen.
    const region = (name: string): Locator => page.getByRole('region', { name, exact: true, includeHidden: true });
    this.code = region(code);
    this.output = region(output);
    this.checks = region(checks);
    this.ending = this.output.getByText(endingPattern(this.words.workspace.output.exit));
  }

  button(action: keyof Strings['actions']): Locator {
    // The text has buttons of the same names, which ask the bench for the same.
    const bench = this.page.getByRole('region', { name: this.words.lesson.bench, exact: true });
    return bench.getByRole('button', { name: this.words.actions[action], exact: true });
  }

  checkItem(id: string): Locator {
    return this.checks.locator(`[data-check="${id}"]`);
  }

  /** Presses Run and waits until the program has ended; resolves with the line that says how. */
  async run(): Promise<string> {
    await this.button('run').click();
    return this.ended();
  }

  async ended(): Promise<string> {
    await expect(this.button('stop')).toBeHidden({ timeout: MACHINE_LIMIT });
    await expect(this.ending).toBeVisible();
    return this.ending.innerText();
  }

  /** Presses Check and waits for every verdict; resolves with the statuses by check id. */
  async check(): Promise<Record<string, string>> {
    await this.button('check').click();
    await expect(this.button('stop')).toBeHidden({ timeout: MACHINE_LIMIT });
    return this.statuses();
  }

  async statuses(): Promise<Record<string, string>> {
    const pairs = await this.checks.locator('[data-check]').evaluateAll(all =>
      all.map(one => {
        const { check, status } = (one as HTMLElement).dataset;
        return [check!, status!] as const;
      }),
    );
    return Object.fromEntries(pairs);
  }

  /** Puts text in place of the whole open file, through the editor; Monaco indents it in its own way. */
  async write(text: string): Promise<void> {
    await this.code.getByRole('textbox').focus();
    if (!(await this.simpleEditor.isChecked()))
      await expect(this.code.locator('.monaco-editor')).toBeVisible({ timeout: 60_000 });
    await this.code.getByRole('textbox').focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  /** Takes the plain text box for an editor; the choice is remembered. */
  get simpleEditor(): Locator {
    return this.code.getByRole('checkbox', { name: this.words.editor.simple });
  }
}

/** Opens the lesson with this exercise and waits until its bench answers. */
export async function openLesson(page: Page, lang: Lang, exercise: string): Promise<Lesson> {
  await page.goto(pathOf(lang, exercise));
  const lesson = new Lesson(page, lang);
  await expect(lesson.button('run')).toBeEnabled();
  await expect(lesson.code.getByRole('textbox').first()).toBeEditable();
  return lesson;
}

/** Matches every sentence of `exit`, whatever stands in its places. */
function endingPattern(exit: Strings['workspace']['output']['exit']): RegExp {
  return new RegExp(Object.values(exit).map(patternOf).join('|'));
}

/** A sentence of ui.json as a pattern: `{places}` match anything. */
export function patternOf(sentence: string): string {
  return sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+');
}
