import { expect, type Page } from '@playwright/test';

/** Waits until this browser keeps all of the machine: its manifest, its state and its cold disk. */
export async function machineKept(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const cache = await caches.open('handshake-machine');
          return (await cache.keys())
            .map(({ url }) => url.split('.').at(-1))
            .sort()
            .join(' ');
        }),
      { timeout: 60_000 },
    )
    .toBe('json zst zst');
}
