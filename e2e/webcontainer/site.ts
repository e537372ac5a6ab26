import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { build } from 'vite';

import { readProbeWorkspace } from '../../src/runtimes/probe/probe-workspace.ts';
import { DEFAULT_ORIGIN } from '../../src/runtimes/webcontainer/origin.ts';
import { ISOLATION } from '../../src/site/serve/headers.ts';
import { imageFolder } from '../../testing/machine/image.ts';
import { builtFolder } from '../../testing/built.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('webcontainer');

/** As the site's own, with the one origin that may be framed. */
const policy = (origin: string): string =>
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; " +
  `worker-src 'self'; connect-src 'self'; frame-src ${origin}`;

/** Builds the fixture page as a site would be built. */
export async function buildPage(): Promise<void> {
  await build({
    root: FIXTURE,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: BUILT, emptyOutDir: true, target: 'es2024', chunkSizeWarningLimit: 2_000 },
    worker: { format: 'es' },
  });
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built page isolated, as the site's server does; with the machine image at /machine/ if `machine`. */
export async function serveSite({ machine = false, isolated = true, origin = DEFAULT_ORIGIN } = {}): Promise<Site> {
  const page = sirv(BUILT, { etag: true });
  const image = machine ? sirv(await imageFolder(), { etag: true }) : undefined;
  const probe = JSON.stringify(await readProbeWorkspace());
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-security-policy', policy(origin));
    for (const [name, value] of Object.entries(isolated ? ISOLATION : {})) response.setHeader(name, value);
    const missing = (): void => void response.writeHead(404).end('not here');
    if (request.url === '/favicon.ico') return void response.writeHead(204).end();
    if (request.url === '/probe.json') return void response.end(probe);
    if (!request.url?.startsWith('/machine/')) return page(request, response, missing);
    request.url = request.url.slice('/machine'.length);
    if (image) image(request, response, missing);
    else missing();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}
