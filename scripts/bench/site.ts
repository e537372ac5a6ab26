import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { chromium, type Browser, type Page } from '@playwright/test';

import { CHROMIUM_FLAGS } from '../../testing/chromium-flags.ts';
import { listen } from '../../src/site/serve/listen.ts';
import { createSiteServer } from '../../src/site/serve/server.ts';
import { inProject } from '../../src/project.server.ts';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../testing/chromium.ts';

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

type Bytes = Record<'page' | 'machine', number>;

const LESSON = '/en/encryption/aead/';
const LIMIT_MS = 120_000;

/** Opens a lesson of the built site in Chromium, with an empty cache and then once more; needs `npm run build`. */
export async function measureSite(): Promise<Visit[]> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const server = createSiteServer(inProject('dist'));
  const port = await listen(server, { port: 0 });
  const bytes = countBytes(server);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    return await visits(browser, `http://localhost:${port}${LESSON}`, bytes);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function visits(browser: Browser, url: string, bytes: Bytes): Promise<Visit[]> {
  const context = await browser.newContext();
  const measured: Visit[] = [];
  for (const name of ['first visit', 'second visit']) {
    const page = await context.newPage();
    measured.push({ name, ...(await visit(page, url, bytes)) });
    await page.close();
  }
  return measured;
}

async function visit(page: Page, url: string, bytes: Bytes): Promise<Omit<Visit, 'name'>> {
  const before = { ...bytes };
  const started = performance.now();
  const since = (): number => performance.now() - started;
  await page.goto(url, { waitUntil: 'commit', timeout: LIMIT_MS });
  const code = page.getByRole('region', { name: 'Code' });
  await code.waitFor({ timeout: LIMIT_MS });
  const codeAt = since();
  await code.click();
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: LIMIT_MS });
  const editorAt = since();
  const pageBytes = bytes.page - before.page;
  await page.locator('html[data-runtime-status="ready"]').waitFor({ timeout: LIMIT_MS });
  const firstText = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  const machineBytes = bytes.machine - before.machine;
  return { firstText, code: codeAt, editor: editorAt, ready: since(), pageBytes, machineBytes };
}

/** Counts what the server sends, headers too; compressed files count as they are sent. */
function countBytes(server: Server): Bytes {
  const bytes = { page: 0, machine: 0 };
  server.prependListener('request', ({ socket, url }: IncomingMessage, response: ServerResponse) => {
    const before = socket.bytesWritten;
    response.once('close', () => {
      bytes[url?.startsWith('/machine/') ? 'machine' : 'page'] += socket.bytesWritten - before;
    });
  });
  return bytes;
}
