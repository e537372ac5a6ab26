import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import { createServer, isRunnableDevEnvironment, type Plugin, type ViteDevServer } from 'vite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Image } from '../image/build.ts';
import type { ImageSource } from './image-source.ts';
import { machine } from './machine.ts';

let folder: string;
let image: Image;
let ending: Array<() => Promise<unknown>> = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handshake-dev-'));
  await writeFile(join(folder, 'page.js'), `export { machineServed } from 'virtual:handshake/machine';`);
  await writeFile(join(folder, 'state.bin'), 'a state');
  const files = { state: { name: 'state.bin', bytes: 7, sha256: '', rawBytes: 7 } };
  image = {
    folder,
    manifest: { version: 'stand-in', files, packages: [], licences: [] } as unknown as Image['manifest'],
  };
});
afterEach(async () => {
  for (const end of ending.reverse()) await end();
  ending = [];
  await rm(folder, { recursive: true });
});

/** A source whose build ends when the test says so. */
function standIn(there: Image | null = null) {
  const built = Promise.withResolvers<Image>();
  let tell = (_: string): void => {};
  let signal: AbortSignal | undefined;
  const source: ImageSource = {
    cached: async () => there,
    build: () => Promise.reject(new Error('a development server builds beside')),
    buildApart: (line, ended) => {
      tell = line;
      signal = ended;
      return built.promise;
    },
  };
  return { source, built, tell: (line: string) => tell(line), signal: () => signal };
}

/** The integration in a Vite server, as Astro sets it up: with what it logs and what a page and its reader get. */
async function develop(source: ImageSource) {
  const { hooks } = machine(source);
  const logged: string[] = [];
  const logger = { info: (line: string) => logged.push(line), warn: (line: string) => logged.push(`! ${line}`) };
  const call = (name: keyof AstroIntegration['hooks'], more: object = {}): unknown =>
    (hooks[name] as (options: object) => unknown)({ logger, ...more });
  const plugins: Plugin[] = [];
  const updateConfig = ({ vite }: { vite: { plugins: Plugin[] } }) => plugins.push(...vite.plugins);
  await call('astro:config:setup', { command: 'dev', updateConfig });
  const server = await createServer({
    root: folder,
    appType: 'custom',
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false, watch: null },
    plugins,
  });
  ending.push(() => server.close());
  const reloads = vi.spyOn(server.environments.client.hot, 'send');
  await call('astro:server:setup', { server });
  return {
    logged,
    reloads,
    close: () => call('astro:server:done'),
    served: async () => {
      const { ssr } = server.environments;
      if (!isRunnableDevEnvironment(ssr)) throw new Error('Vite runs no modules here');
      return ((await ssr.runner.import('/page.js')) as { machineServed: boolean }).machineServed;
    },
    get: await getter(server),
  };
}

async function getter(server: ViteDevServer): Promise<(path: string) => Promise<Response>> {
  const http: Server = createHttpServer((request, response) => {
    server.middlewares(request, response, () => void response.writeHead(404).end());
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  ending.push(() => new Promise(resolve => http.close(resolve).closeAllConnections()));
  return path => fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}${path}`);
}

const RELOAD = [{ type: 'full-reload' }];

test('an image in the cache is served from the start, and nothing is built', async () => {
  const { source, signal } = standIn(image);
  const { served, get, logged } = await develop(source);
  expect(await served()).toBe(true);
  expect(await (await get('/machine/manifest.json')).json()).toMatchObject({
    files: { state: { name: 'stand-in/state.bin' } },
  });
  expect(await (await get('/machine/stand-in/state.bin')).text()).toBe('a state');
  expect((await get('/machine/other/state.bin')).status).toBe(404);
  expect(logged).toEqual([]);
  expect(signal()).toBeUndefined();
});

test('without one pages come at once; when it is built they are made anew and it is served', async () => {
  const { source, built, tell } = standIn();
  const { served, get, logged, reloads } = await develop(source);
  expect(await served()).toBe(false);
  expect((await get('/machine/manifest.json')).status).toBe(404);
  tell('[####....]  50 %  3/6 booting Linux');
  expect(logged).toEqual([expect.stringContaining('built beside'), '[####....]  50 %  3/6 booting Linux']);
  expect(reloads.mock.calls).not.toContainEqual(RELOAD);

  built.resolve(image);
  await expect.poll(() => reloads.mock.calls).toContainEqual(RELOAD);
  expect(await served()).toBe(true);
  expect((await get('/machine/manifest.json')).status).toBe(200);
  expect(await (await get('/machine/stand-in/state.bin')).text()).toBe('a state');
  expect(logged.at(-1)).toBe('the machine is there: Run and Check work');
});

test('where it cannot be built the site goes on without, and says what is missing', async () => {
  const { source, built } = standIn();
  const { served, logged } = await develop(source);
  built.reject(new Error('there is no apt-get. To get it: use Debian.'));
  await expect
    .poll(() => logged)
    .toContain('! Run and Check will not work: there is no apt-get. To get it: use Debian.');
  expect(await served()).toBe(false);
});

test('the build ends with the server, and that is no news', async () => {
  const { source, built, signal } = standIn();
  const { close, logged } = await develop(source);
  expect(signal()!.aborted).toBe(false);
  close();
  expect(signal()!.aborted).toBe(true);
  const before = logged.length;
  built.reject(signal()!.reason);
  await new Promise(setImmediate);
  expect(logged).toHaveLength(before);
});
