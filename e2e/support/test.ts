import { test as base } from '@playwright/test';

import { doAhead, type Ahead } from './ahead.ts';
import { expectNoForeignRequests, recordForeignRequests } from './foreign-requests.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  ahead: Ahead;
  heldBack: void;
  foreign: readonly string[];
  mishaps: readonly string[];
}

/**
 * Playwright's `test`; each one also fails when a page of its context asks anything of another computer, or throws. Pages
 * start their machine as they do for a reader, but warm it up only where a file says so: `test.use({ ahead: 'start and warm up' })`.
 */
export const test = base.extend<Fixtures>({
  ahead: ['start', { option: true }],
  heldBack: [
    async ({ context, ahead }, use) => {
      await doAhead(context, ahead);
      await use();
    },
    { auto: true },
  ],
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
