import { test as base } from '@playwright/test';

import { expectNoForeignRequests, recordForeignRequests } from './foreign-requests.ts';

export { expect } from '@playwright/test';

/** Playwright's `test`; each one also fails when a page asks anything of another computer, or throws. */
export const test = base.extend<{ foreign: readonly string[]; mishaps: readonly string[] }>({
  foreign: [
    async ({ context }, use) => {
      const foreign = recordForeignRequests(context);
      await use(foreign);
      expectNoForeignRequests(foreign);
    },
    { auto: true },
  ],
  mishaps: [
    async ({ page }, use) => {
      const mishaps: string[] = [];
      page.on('pageerror', error => mishaps.push(String(error)));
      await use(mishaps);
      base.expect(mishaps, 'errors that the page did not catch').toEqual([]);
    },
    { auto: true },
  ],
});
