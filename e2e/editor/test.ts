import type { Locator, Page } from '@playwright/test';

import { served } from '../support/served.ts';
import { expect, test as base } from '../support/test.ts';
import { buildPages, servePages, type Site } from './site.ts';

/** The file that Monaco comes in. */
export const MONACO = /\/monaco-[^/]+\.js$/;

/** The editor on a page of its own, without the site around it. */
export class Bench {
  readonly page: Page;
  /** The editor itself, whichever of its forms stands there. */
  readonly editor: Locator;
  /** The text of the open file, as the page around the editor knows it. */
  readonly text: Locator;
  readonly commands: Locator;
  /** The line under the code: the way out, or what is the matter. */
  readonly hint: Locator;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.editor = page.locator('.editor').first();
    this.text = page.locator('output[aria-label=Text]');
    this.commands = page.getByLabel('Commands');
    this.hint = this.editor.getByRole('status');
    this.#url = url;
  }

  async open(lang: 'en' | 'ko' = 'en'): Promise<void> {
    await this.page.goto(`${this.#url}/${lang}/`);
  }

  /** Opens the page and waits until Monaco has taken over. */
  async openFull(lang: 'en' | 'ko' = 'en'): Promise<void> {
    await this.open(lang);
    await this.full();
  }

  async full(): Promise<void> {
    await expect(this.editor).toHaveAttribute('data-stage', 'ready', { timeout: 60_000 });
  }

  /** Holds Monaco back until the returned function is called. */
  async holdMonaco(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    await this.page.route(MONACO, async route => {
      await promise;
      await route.continue();
    });
    return resolve;
  }

  code(file = 'server.mjs'): Locator {
    return this.page.getByRole('textbox', { name: `${file}, code editor` });
  }

  tab(file: string): Locator {
    return this.page.getByRole('tab', { name: file });
  }

  /** Puts the caret before the first occurrence of `words`, by keyboard alone. */
  async caretAt(words: string): Promise<void> {
    await this.page.keyboard.press('Control+f');
    await this.page.keyboard.insertText(words);
    await expect(this.page.getByText(/^\d+ of \d+$|^\d+\/\d+/)).toBeVisible();
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('ArrowLeft');
  }
}

export const test = base.extend<{ bench: Bench }, { site: Site }>({
  site: served(buildPages, servePages, 180_000),

  bench: async ({ page, site }, use) => {
    const complaints: string[] = [];
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    // Lets tests ask Monaco what it found; the editor itself needs no such thing.
    await page.addInitScript(() => Object.assign(globalThis, { MonacoEnvironment: { globalAPI: true } }));
    await use(new Bench(page, site.url));
    expect(
      complaints.filter(text => !text.includes('ERR_FAILED')),
      'what the page complained of',
    ).toEqual([]);
  },
});

export { expect };
