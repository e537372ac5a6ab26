import type { Site } from '../../testing/site-server.ts';

type Fixture = [
  (args: object, use: (site: Site) => Promise<void>) => Promise<void>,
  {
    scope: 'worker';
    timeout: number;
  },
];

/** A fixture for Playwright: pages that each worker builds and serves once, within `timeout` ms. */
export function served(build: () => Promise<unknown>, serve: () => Promise<Site>, timeout: number): Fixture {
  return [
    async ({}, use) => {
      await build();
      const site = await serve();
      await use(site);
      await site.close();
    },
    { scope: 'worker', timeout },
  ];
}
