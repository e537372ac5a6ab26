import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../chromium.ts';
import { CHROMIUM_FLAGS } from '../chromium-flags.ts';
import { connectPage, type PageRuntimes } from './page-runtime.ts';

/** How to start a Chromium that reaches nothing beyond this computer; throws where there is none. */
export function launchOptions(): { executablePath: string; args: string[] } {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  return { executablePath, args: CHROMIUM_FLAGS };
}

export const launchBrowser = (): Promise<Browser> => chromium.launch(launchOptions());

export interface MachinePage {
  page: Page;
  runtimes: PageRuntimes;
  /** Everything the page, its worker or the machine complained of. */
  complaints: string[];
}

/** Opens the fixture page in a browser that has never been there. */
export async function openPage(browser: Browser, url: string): Promise<MachinePage> {
  const context = await browser.newContext();
  return await preparePage(await context.newPage(), url);
}

/** Loads the fixture page in a given tab and connects to its runtimes. */
export async function preparePage(page: Page, url: string): Promise<MachinePage> {
  const complaints: string[] = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));
  const runtimes = await connectPage(page);
  await page.goto(url);
  return { page, runtimes, complaints };
}
