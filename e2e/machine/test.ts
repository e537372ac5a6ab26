import { test as base } from '@playwright/test';
import { runToEnd, type Outcome } from '../../src/runtimes/run-to-end.ts';
import type { Files, Runtime } from '../../src/runtimes/runtime.ts';
import { preparePage, type MachinePage } from '../../testing/machine/browser.ts';
import { buildPage, serveSite, type Site } from '../../testing/machine/site.ts';
import { served } from '../support/served.ts';

/** Tests of the machine alone on a page of its own, without the site around it. */
export const test = base.extend<{ machine: MachinePage }, { site: Site }>({
  site: served(buildPage, serveSite, 900_000),
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
