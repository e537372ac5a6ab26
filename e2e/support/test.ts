import { test as base } from '@playwright/test';

import { expectNoForeignRequests, recordForeignRequests } from './foreign-requests.ts';

export { expect } from '@playwright/test';

/** Playwright's `test`; each one also fails when a page of its context asks anything of another computer, or throws. */
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
    async ({ context }, use) => {
      const mishaps: string[] = [];
      context.on('weberror', error => mishaps.push(String(error.error())));
      await use(mishaps);
      base.expect(mishaps, 'errors that no page caught').toEqual([]);
    },
    { auto: true },
  ],
});
