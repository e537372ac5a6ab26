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

/** What the same guest keeps whoever drives it; the tab's own part of a session is asked by the tests beside these. */
const OF_THE_GUEST = 'the guest alone keeps it, and image/contract.test.ts asks that';

describeRuntime('vm', {
  create: () => opened.runtimes.create(),
  limit: 180_000,
  sessions: true,
  skips: {
    "whose shell runs programs of the machine in the reader's files, and passes Korean through": OF_THE_GUEST,
    'whose ctrl-C ends a program, not the shell': OF_THE_GUEST,
    'in which a program that takes all memory is ended, and the shell goes on': OF_THE_GUEST,
    'in which nobody becomes root, changes checks, or reads what only root may': OF_THE_GUEST,
  },
});

test('the page and the machine complained of nothing during all of this', () => {
  expect(opened.complaints).toEqual([]);
});
