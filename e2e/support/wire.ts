import type { Page } from '@playwright/test';

import { wireWordsFor } from '../../src/i18n/wire-words.ts';
import { expect } from './test.ts';

const words = wireWordsFor('en');

/** The table of messages, as somebody at a keyboard goes through it. */
export class WireTable {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get table() {
    return this.page.getByRole('grid', { name: words.page.messages });
  }
  get chosen() {
    return this.table.locator('[role="row"][tabindex="0"]');
  }
  get fields() {
    return this.page.getByRole('treegrid', { name: words.page.fields });
  }
  get field() {
    return this.fields.locator('tr[tabindex="0"]');
  }

  /** By the arrow keys to the first row from the top whose text is like this. */
  async goTo(text: RegExp): Promise<void> {
    await this.chosen.focus();
    await this.page.keyboard.press('Home');
    for (let n = 0; n < 80 && !text.test((await this.chosen.textContent()) ?? ''); n++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await expect(this.chosen).toHaveText(text);
    await expect(this.chosen).toBeFocused();
  }

  /** By the arrow keys through the fields, opening each, until this text is there. */
  async openUntil(text: string): Promise<void> {
    await this.field.focus();
    for (let n = 0; n < 400 && (await this.fields.getByText(text).count()) === 0; n++) {
      const closed = (await this.field.getAttribute('aria-expanded')) === 'false';
      await this.page.keyboard.press(closed ? 'ArrowRight' : 'ArrowDown');
    }
    await expect(this.fields.getByText(text).first()).toBeVisible();
  }
}

/** The client's certificate by its name, what it has signed, and what was said then, all by keyboard. */
export async function findAlice(wire: WireTable): Promise<void> {
  // In a lesson that names its ends the name stands before what they are.
  await wire.goTo(/from (alice \()?client.*TLS Certificate$/);
  await wire.openUntil('"alice"');
  await wire.goTo(/from (alice \()?client.*TLS CertificateVerify$/);
  await wire.field.focus();
  for (let n = 0; n < 40 && !/^.?signature/.test((await wire.field.textContent()) ?? ''); n++) {
    await wire.page.keyboard.press('ArrowDown');
  }
  await expect(wire.field).toContainText('signature');
}

/** From the tab of a panel that has the focus to the one of this name, by the arrow keys. */
export async function tabTo(page: Page, title: string): Promise<void> {
  const focused = page.locator('[role="tab"]:focus');
  for (let n = 0; n < 6; n++) {
    await expect(focused).toHaveAttribute('aria-selected', 'true');
    if ((await focused.textContent())?.startsWith(title)) return;
    await page.keyboard.press('ArrowRight');
  }
  await expect(focused).toHaveText(new RegExp(`^${title}`));
}
