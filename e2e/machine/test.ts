import { test as base, type Page } from '@playwright/test';
import { runToEnd, type Outcome } from '../../src/runtimes/run-to-end.ts';
import type { Files, Runtime } from '../../src/runtimes/runtime.ts';
import { openPage, preparePage, type MachinePage } from '../../testing/machine/browser.ts';
import { buildPage, serveSite, type Site } from '../../testing/machine/site.ts';
import { recordForeignRequests } from '../support/foreign-requests.ts';
import { served } from '../support/served.ts';

/** A machine that is up, and its page. */
export interface Booted {
  runtime: Runtime;
  page: Page;
  /** What the page has asked of other computers. */
  foreign: readonly string[];
}

interface Shared {
  site: Site;
  /** One for all tests of a worker that do not test booting: every run begins on a restored machine. */
  booted: Booted;
}

/** Tests of the machine alone on a page of its own, without the site around it. */
export const test = base.extend<{ machine: MachinePage }, Shared>({
  site: served(buildPage, serveSite, 900_000),
  booted: [
    async ({ browser, site }, use) => {
      const { page, runtimes } = await openPage(browser, site.url);
      const foreign = recordForeignRequests(page.context());
      const runtime = await runtimes.create();
      await runtime.boot();
      await use({ runtime, page, foreign });
      await runtime.dispose();
      await page.context().close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  machine: async ({ page, site }, use) => {
    await use(await preparePage(page, site.url));
  },
});
export { expect } from '@playwright/test';

/** Runs one program to its end, with whatever other files it needs. */
export async function runProgram(runtime: Runtime, main: string, files: Files = {}): Promise<Outcome> {
  await runtime.mount({ ...files, 'work/main.mjs': main });
  return await runToEnd(runtime, { program: 'work/main.mjs' });
}
