import { test as base, type Page } from '@playwright/test';

import { runToEnd, type Outcome } from '../../src/runtimes/run-to-end.ts';
import type { Files, Runtime } from '../../src/runtimes/runtime.ts';
import type { ChoiceView } from '../../src/runtimes/pool/chooser.ts';
import { connectPage } from '../../testing/machine/page-runtime.ts';
import { served } from '../support/served.ts';
import { installDouble, type Double } from './double/double.ts';
import type { Mode } from './double/modes.ts';
import { buildPage, serveSite, type Site } from './site.ts';

export { expect } from '@playwright/test';

export interface Opened {
  runtime: Runtime;
  page: Page;
  double: Double;
  /** Which runtime the page's own has chosen, and what it says of the choice. */
  choice(): Promise<{ name: string; view: ChoiceView }>;
  run(main: string, files?: Files): Promise<Outcome>;
}

interface Fixtures {
  /** Opens the fixture page with `?query`, the double answering at the service's address. */
  open(mode: Mode, query?: string): Promise<Opened>;
}

/** Tests of WebContainer on a page of its own, against the double, with the machine beside it. */
export const test = base.extend<Fixtures, { site: Site }>({
  site: served(buildPage, () => serveSite({ machine: true }), 900_000),

  open: async ({ context, site }, use) => {
    let double: Double | undefined;
    await use(async (mode, query = '') => {
      double ??= await installDouble(context, mode);
      return await openPage(await context.newPage(), `${site.url}?${query}`, double);
    });
    await context.close();
    await double?.close();
  },
});

async function openPage(page: Page, url: string, double: Double): Promise<Opened> {
  const runtimes = await connectPage(page);
  await page.goto(url);
  const runtime = await runtimes.create();
  return {
    runtime,
    page,
    double,
    choice: () =>
      page.evaluate(() => {
        const here = [...globalThis.runtimesHere.values()][0]! as unknown as { name: string; view: ChoiceView };
        return { name: here.name, view: here.view };
      }),
    async run(main, files = {}) {
      await runtime.mount({ ...files, 'work/main.mjs': main });
      return await runToEnd(runtime, { program: 'work/main.mjs' });
    },
  };
}
