import type { Browser, Page } from '@playwright/test';

import { expect } from '../support/test.ts';
import type { ClassProcess } from './server.ts';

export const PASSWORD = 'a sentence to remember';

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Somebody at a computer of their own. */
export async function newcomer(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url });
  return context.newPage();
}

/** Sets the server up as its first teacher, and makes a class; gives the code that opens it. */
export async function setUp(teacher: Page, server: ClassProcess, name: string): Promise<string> {
  await teacher.goto(server.setUp);
  await teacher.getByLabel('Your name, as pupils see it').fill('Ms Kim');
  await teacher.getByLabel('Password').fill(PASSWORD);
  await press(teacher, 'Make the account');
  await teacher.getByLabel('Name of the class').fill(name);
  await press(teacher, 'Make the class');
  return (await teacher.locator('[data-code]').innerText()).trim();
}

export async function join(page: Page, code: string, name: string): Promise<void> {
  await page.goto(`/en/class/join/?code=${code}`);
  await page.getByLabel('Your name in the class').fill(name);
  await press(page, 'Join');
  await expect(page.locator('[data-phrase]')).toHaveText(/^\S+ \S+ \S+ \S+$/);
}
