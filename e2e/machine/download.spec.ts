import type { Page } from '@playwright/test';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { preparePage, type MachinePage } from '../../testing/machine/browser.ts';
import { machineKept } from '../support/kept.ts';
import { expect, runProgram, test } from './test.ts';

test.describe.configure({ timeout: 120_000 });

/** Answers the first `times` requests for the state with `body`, as if the connection had broken. */
async function breakState(page: Page, times: number): Promise<() => number> {
  let asked = 0;
  await page.route('**/machine/**/state.*', async route => {
    asked++;
    if (asked > times) return await route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.body()).subarray(0, 100_000) });
  });
  return () => asked;
}

test('a site without a manifest says that the image is missing, and what to type', async ({ machine, page }) => {
  await page.route('**/machine/manifest.json', route => route.fulfill({ status: 404, body: 'not here' }));
  const runtime = await machine.runtimes.create();
  await expect(runtime.boot()).rejects.toMatchObject({
    name: 'RuntimeError',
    code: 'image-missing',
    hint: expect.stringContaining('npm start'),
  });
  expect(runtime.status).toBe('failed');
  const { exit } = await runProgram(runtime, '');
  expect(exit).toEqual({ reason: 'lost', code: null, message: expect.stringContaining('without the machine image') });
});

test('a download cut short twice has failed, and a later try succeeds', async ({ machine, page }) => {
  const asked = await breakState(page, 2);
  const runtime = await machine.runtimes.create();
  await expect(runtime.boot()).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('100000 of'),
  });
  expect(asked()).toBe(2);
  expect(runtime.status).toBe('failed');
  await runtime.boot();
  expect(runtime.status).toBe('ready');
  expect((await runProgram(runtime, `console.log('after all')`)).text.stdout).toBe('after all\n');
});

test('a download cut short once is tried again without a word', async ({ machine, page }) => {
  const asked = await breakState(page, 1);
  const runtime = await machine.runtimes.create();
  await runtime.boot();
  expect(asked()).toBe(2);
});

/** Boots a machine, and waits until this browser keeps all of it. */
async function bootAndKeep(machine: MachinePage, page: Page): Promise<Runtime> {
  const runtime = await machine.runtimes.create();
  await runtime.boot();
  await machineKept(page);
  return runtime;
}

test('a first visit needs no network any more once all is kept, for what the guest has never read before neither', async ({
  machine,
  page,
}) => {
  const runtime = await bootAndKeep(machine, page);
  await page.route('**/machine/**', route => route.abort('internetdisconnected'));
  const { text } = await runProgram(
    runtime,
    `
    import { DatabaseSync } from 'node:sqlite';
    console.log(new DatabaseSync(':memory:').prepare('SELECT 6 * 7 AS answer').get().answer);
  `,
  );
  expect(text).toMatchObject({ stdout: '42\n', stderr: expect.not.stringContaining('Error') });
});

test('a second visit needs no network, for what the guest has never read before neither', async ({
  machine,
  page,
  site,
}) => {
  await bootAndKeep(machine, page);

  const again = await page.context().newPage();
  await again.route('**/machine/**', route => route.abort('internetdisconnected'));
  const { runtimes } = await preparePage(again, site.url);
  const second = await runtimes.create();
  const { text } = await runProgram(
    second,
    `
    import { execFileSync } from 'node:child_process';
    console.log(execFileSync('openssl', ['genpkey', '-algorithm', 'x448']).toString());
  `,
  );
  expect(text).toMatchObject({ stdout: expect.stringContaining('BEGIN PRIVATE KEY'), stderr: '' });
  const image = await again.evaluate(() => [...globalThis.runtimes.values()][0]!.image);
  expect(image).toMatchObject({ cached: true, downloaded: 0 });
});

test('a part of the disk that does not come ends the run, and the next one runs', async ({ machine, page }) => {
  // By range, and whole: seconds after the boot this browser would have all of the disk.
  await page.route(/\/(disk|cold)\.[^/]+$/, route => route.abort('internetdisconnected'));
  const runtime = await machine.runtimes.create();
  const { exit } = await runProgram(
    runtime,
    `
    import { readFileSync } from 'node:fs';
    console.log(readFileSync('/usr/lib/i386-linux-gnu/libsqlite3.so.0').length);
  `,
  );
  expect(exit).toMatchObject({
    reason: 'lost',
    code: null,
    message: expect.stringContaining('disk did not come within 15 s'),
  });
  const { text } = await runProgram(runtime, `console.log('without it')`);
  expect(text.stdout).toBe('without it\n');
});

test('an image of an older site is removed from this browser', async ({ machine, page }) => {
  await page.evaluate(async () => {
    const cache = await caches.open('handshake-machine');
    await cache.put('/machine/old/state.zst', new Response('old'));
  });
  await (await machine.runtimes.create()).boot();
  const kept = await page.evaluate(async () =>
    (await (await caches.open('handshake-machine')).keys()).map(({ url }) => url),
  );
  expect(kept.some(url => url.includes('/old/'))).toBe(false);
});
