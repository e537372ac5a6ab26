import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '@playwright/test';
import { ensureChromium } from '../../testing/chromium.ts';
import { describeRuntime } from '../../src/runtimes/runtime.contract.ts';
import { launchBrowser, openPage, type MachinePage } from '../../testing/machine/browser.ts';
import { buildPage, serveSite, type Site } from '../../testing/machine/site.ts';

let site: Site;
let browser: Browser;
let opened: MachinePage;

beforeAll(async () => {
  const missing = ensureChromium();
  if (missing) throw new Error(missing);
  await buildPage();
  site = await serveSite();
  browser = await launchBrowser();
  opened = await openPage(browser, site.url);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describeRuntime('vm', { create: () => opened.runtimes.create(), limit: 180_000 });

test('the page and the machine complained of nothing during all of this', () => {
  expect(opened.complaints).toEqual([]);
});
