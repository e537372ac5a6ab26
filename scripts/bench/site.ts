import type { Browser, Page } from '@playwright/test';

import { inProject } from '../../src/project.server.ts';
import { launchBrowser } from '../../testing/machine/browser.ts';
import { serveBuilt, type BuiltSite } from './serve-built.ts';

/** What a reader waits for and pays for, opening a lesson for the first time and again. */
export interface Visit {
  name: string;
  /** Milliseconds from the click to the first text on screen, to code that can be read, to the editor, to Run. */
  firstText: number;
  code: number;
  editor: number;
  ready: number;
  /** Bytes over the network, compressed, up to the editor; the machine's apart. */
  pageBytes: number;
  machineBytes: number;
}

const LESSON = 'en/encryption/aead/';
const LIMIT_MS = 120_000;

/** Opens a lesson of the built site in Chromium, with an empty cache and then once more; needs `npm run build`. */
export async function measureSite(): Promise<Visit[]> {
  const browser = await launchBrowser();
  const site = await serveBuilt(inProject('dist'));
  try {
    return await visits(browser, site);
  } finally {
    await browser.close();
    site.close();
  }
}

async function visits(browser: Browser, site: BuiltSite): Promise<Visit[]> {
  const context = await browser.newContext();
  const measured: Visit[] = [];
  for (const name of ['first visit', 'second visit']) {
    const page = await context.newPage();
    measured.push({ name, ...(await visit(page, site)) });
    await page.close();
  }
  return measured;
}

async function visit(page: Page, { url, sent }: BuiltSite): Promise<Omit<Visit, 'name'>> {
  const before = sent();
  const started = performance.now();
  const since = (): number => performance.now() - started;
  await page.goto(`${url}${LESSON}`, { waitUntil: 'commit', timeout: LIMIT_MS });
  const code = page.getByRole('region', { name: 'Code' });
  await code.waitFor({ timeout: LIMIT_MS });
  const codeAt = since();
  await code.click();
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: LIMIT_MS });
  const editorAt = since();
  const pageBytes = sent().page - before.page;
  await page.locator('html[data-runtime-status="ready"]').waitFor({ timeout: LIMIT_MS });
  const firstText = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  const machineBytes = sent().machine - before.machine;
  return { firstText, code: codeAt, editor: editorAt, ready: since(), pageBytes, machineBytes };
}
