import type { Locator, Page } from '@playwright/test';

import { stringsFor, type Lang } from '../../src/i18n/strings.ts';
import { served } from '../support/served.ts';
import { expect, test as base } from '../support/test.ts';
import { buildPages, servePages, type Site } from './site.ts';

/** The bench on a page of its own, as a reader meets it: by the names of its regions and buttons. */
export class Bench {
  readonly page: Page;
  readonly lang: Lang;
  readonly url: string;

  constructor(page: Page, url: string, lang: Lang = 'en') {
    this.page = page;
    this.url = url;
    this.lang = lang;
  }

  get strings() {
    return stringsFor(this.lang);
  }
  get words() {
    return this.strings.workspace;
  }
  get output(): Locator {
    return this.region('output');
  }
  get checks(): Locator {
    return this.region('checks');
  }
  get code(): Locator {
    return this.region('code');
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`${this.url}/${this.lang}/${query}`);
    await expect(this.page.locator('.workspace')).toHaveAttribute('data-live', 'true');
  }

  /** Those behind other tabs too: what is in them can be asked, if not seen. */
  region(name: 'code' | 'output' | 'checks'): Locator {
    return this.page.getByRole('region', { name: this.strings.regions[name], exact: true, includeHidden: true });
  }

  /** The tab of a panel, by the beginning of its name: how far the panel is stands behind it. */
  tab(name: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  button(name: keyof Bench['strings']['actions']): Locator {
    return this.page.getByRole('button', { name: this.strings.actions[name], exact: true });
  }

  named(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  check(id: string): Locator {
    return this.checks.locator(`[data-check="${id}"]`);
  }

  /** A line of news that says so. */
  news(words: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: words });
  }

  /** Replaces the code through the plain editor, which takes text the same way in every browser. */
  async write(text: string, file = 'seal.mjs'): Promise<void> {
    const name = this.strings.editor.label.replace('{file}', file);
    const box = this.code.getByRole('textbox', { name });
    await box.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** What the page has kept of this lesson's code. */
  stored(): Promise<string> {
    return this.page.evaluate(() => localStorage.getItem('handshake/draft/aead') ?? '');
  }

  async statuses(): Promise<string[]> {
    const rows = await this.checks.locator('[data-check]').all();
    return Promise.all(rows.map(async row => (await row.getAttribute('data-status'))!));
  }
}

export const test = base.extend<{ bench: Bench; korean: Bench }, { site: Site }>({
  site: served(buildPages, servePages, 180_000),

  // The simple editor is quick to come and is a plain text box; Monaco has tests of its own.
  bench: async ({ page, context, site }, use) => {
    await preferSimple(context);
    await use(new Bench(page, site.url));
  },

  korean: async ({ page, context, site }, use) => {
    await preferSimple(context);
    await use(new Bench(page, site.url, 'ko'));
  },
});

function preferSimple(context: { addInitScript(script: () => void): Promise<unknown> }): Promise<unknown> {
  return context.addInitScript(() => {
    try {
      localStorage.setItem('handshake:editor', 'simple');
    } catch {
      /* a test that refuses storage */
    }
  });
}

/** What the lesson's program needs of the learner's file, so that it runs whatever else stands there. */
export const EXPORTS = `
export const seal = () => ({ ciphertext: Buffer.from('pay 10') });
export const open = () => 'x';
`;

/** What passes every check of the lesson. */
export async function solution(page: Page): Promise<string> {
  const files = await page.evaluate(
    async () => (await fetch('/solution.json')).json() as Promise<Record<string, string>>,
  );
  return files['seal.mjs']!;
}

export { expect };
