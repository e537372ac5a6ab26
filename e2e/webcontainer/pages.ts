import type { Browser, BrowserContext, Page } from '@playwright/test';

import type { Runtime } from '../../src/runtimes/runtime.ts';
import { preparePage } from '../../testing/machine/browser.ts';
import { installDouble, type Double } from './double/double.ts';
import type { Mode } from './double/modes.ts';

export interface Bench {
  context: BrowserContext;
  double: Double | undefined;
  /** A runtime in a tab of its own: a page can have one WebContainer only. */
  create(): Promise<Runtime>;
  /** The tab of the runtime that was made last. */
  readonly page: Page;
  close(): Promise<void>;
}

/** A browser in which the service's address is answered by the double, or, in mode `live`, by the service. */
export async function openBench(browser: Browser, url: string, mode: Mode | 'live', origin: string): Promise<Bench> {
  const context = await browser.newContext();
  const double = mode === 'live' ? undefined : await installDouble(context, mode, origin);
  let latest: Page | undefined;
  return {
    context,
    double,
    async create() {
      const page = await context.newPage();
      const { runtimes } = await preparePage(page, url);
      latest = page;
      return await runtimes.create();
    },
    get page() {
      if (!latest) throw new Error('no runtime has been made yet');
      return latest;
    },
    async close() {
      await context.close();
      await double?.close();
    },
  };
}
