import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { build } from 'vite';
import { builtFolder } from '../built.ts';
import { imageFolder } from './image.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('machine');

/** As strict as a site may be: nothing from elsewhere, no inline script, no blob worker. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** Builds the fixture page as a site would be built, with its worker and the emulator's module. */
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

/** Serves the built page, and the machine image at /machine/, over plain http on `host`. */
export async function serveSite(host = '127.0.0.1'): Promise<Site> {
  const page = sirv(BUILT, { etag: true });
  const machine = sirv(await imageFolder(), {
    etag: true,
    setHeaders: (response, path) =>
      response.setHeader(
        'cache-control',
        path.endsWith('manifest.json') ? 'no-cache' : 'public, max-age=31536000, immutable',
      ),
  });
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-security-policy', POLICY);
    if (request.url === '/favicon.ico') return void response.writeHead(204).end();
    const missing = (): void => void response.writeHead(404).end('not here');
    if (!request.url?.startsWith('/machine/')) return page(request, response, missing);
    request.url = request.url.slice('/machine'.length);
    machine(request, response, missing);
  });
  await new Promise<void>(resolve => server.listen(0, host, resolve));
  return { url: `http://${host}:${(server.address() as AddressInfo).port}/`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}
