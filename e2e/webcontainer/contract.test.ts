import { afterAll, describe, expect, test } from 'vitest';

import { environment } from '../../src/environment/index.server.ts';
import { describeRuntime } from '../../src/runtimes/runtime.contract.ts';
import { runtimeConfig } from '../../src/site/runtime-config.ts';
import { launchBrowser } from '../../testing/machine/browser.ts';
import { readEvidence, skipsFor, told } from './evidence.ts';
import { openBench } from './pages.ts';
import { buildPage, serveSite } from './site.ts';

/** `live` is the service itself, for whoever has internet: npm run test:webcontainer. */
const wanted = environment(['WEBCONTAINER']).WEBCONTAINER
  ? (['live'] as const)
  : (['faithful', 'faithful-gaps'] as const);

// A build's own settings decide which service that is.
const { webcontainer } = runtimeConfig({ ...process.env, HANDSHAKE_RUNTIME: 'webcontainer' });
const { origin, apiKey = '' } = webcontainer!;
const query = `?${new URLSearchParams({ origin, apiKey })}`;

await buildPage(origin);
const site = await serveSite();
const browser = await launchBrowser();
afterAll(async () => {
  await browser.close();
  await site.close();
});

// Which tests are skipped has to be known before they are described, so each is asked first.
for (const mode of wanted) {
  const bench = await openBench(browser, site.url + query, mode, origin);
  const first = await bench.create();
  await first.boot();
  const evidence = await readEvidence(bench.page);
  await first.dispose();
  console.log(
    `WebContainer, ${mode === 'live' ? `the live service at ${origin}` : `the double in mode ${mode}`}: ${told(evidence)}`,
  );

  describe(`in mode ${mode}`, () => {
    describeRuntime('webcontainer', { create: () => bench.create(), skips: skipsFor(evidence), limit: 60_000 });

    test('every instance that was built has been torn down', async () => {
      const { double } = bench;
      if (double) await expect.poll(() => double.built - double.tornDown, { timeout: 5_000 }).toBe(0);
    });
    afterAll(() => bench.close());
  });
}
