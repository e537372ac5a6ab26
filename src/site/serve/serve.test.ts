import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { addresses, listen, listenOptionsFrom } from './listen.ts';
import { raw, requestOf } from './rough/raw.ts';
import { createHttpServer, createSiteServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'handshake-serve-'));
const open: Server[] = [];
let origin = '';
const PAGE = '<meta http-equiv="content-security-policy" content="script-src \'sha256-x\'"><p>page';

beforeAll(async () => {
  mkdirSync(join(folder, '_astro'));
  mkdirSync(join(folder, 'page'));
  mkdirSync(join(folder, 'machine', 'v1'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<h1>Handshake</h1>');
  writeFileSync(join(folder, '404.html'), '<h1>Not here</h1>');
  writeFileSync(join(folder, '_astro', 'page.abc123.js'), 'run()');
  writeFileSync(join(folder, '_astro', 'page.abc123.js.br'), brotliCompressSync('run()'));
  writeFileSync(join(folder, 'machine', 'manifest.json'), '{}');
  writeFileSync(
    join(folder, 'machine', 'v1', 'disk.img'),
    Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251)),
  );
  writeFileSync(join(folder, 'page', 'index.html'), PAGE);
  writeFileSync(join(folder, 'page', 'index.html.br'), brotliCompressSync(PAGE));
  writeFileSync(join(folder, 'page', 'index.html.gz'), gzipSync(PAGE));
  symlinkSync('loop.js', join(folder, 'loop.js'));
  const server = createSiteServer(folder);
  origin = `http://127.0.0.1:${await listen(server, { host: '127.0.0.1', port: 0 })}`;
  return () => server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => open.splice(0).forEach(server => server.close()));

const get = (path: string, headers: Record<string, string> = {}) => fetch(origin + path, { headers });

describe('the site server', () => {
  test('gives the page of a folder, to be asked for anew each time', async () => {
    const response = await get('/');
    expect(await response.text()).toBe('<h1>Handshake</h1>');
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/', { 'if-none-match': response.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  test('lets hashed files and the machine be kept for ever, but not the manifest that names it', async () => {
    for (const path of ['/_astro/page.abc123.js', '/machine/v1/disk.img']) {
      expect((await get(path)).headers.get('cache-control'), path).toBe('public, max-age=31536000, immutable');
    }
    expect((await get('/machine/manifest.json')).headers.get('cache-control')).toBe('no-cache');
  });

  test('sends the compressed copy to those who take it', async () => {
    const response = await get('/_astro/page.abc123.js', { 'accept-encoding': 'br' });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toBe('text/javascript');
    expect(await response.text()).toBe('run()');
    expect(
      (await get('/_astro/page.abc123.js', { 'accept-encoding': 'identity' })).headers.get('content-encoding'),
    ).toBeNull();
  });

  test('gives a range of the disk, and says where it ends', async () => {
    const response = await get('/machine/v1/disk.img', { range: 'bytes=250-259' });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 250-259/1000');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([250, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await get('/machine/v1/disk.img', { range: 'bytes=1000-1009' })).status).toBe(416);
  });

  test('has a page for what is not there, and no way out of its folder', async () => {
    for (const path of ['/nothing/', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd']) {
      const response = await get(path);
      expect([response.status, await response.text()], path).toEqual([404, '<h1>Not here</h1>']);
    }
  });

  test('says it in the language of the address, where the site has a page for that', async () => {
    mkdirSync(join(folder, 'ko', '404'), { recursive: true });
    writeFileSync(join(folder, 'ko', '404', 'index.html'), '<h1>없어요</h1>');
    for (const [path, text] of [
      ['/ko/nothing/', '<h1>없어요</h1>'],
      ['/en/nothing/', '<h1>Not here</h1>'],
      ['/ko', '<h1>Not here</h1>'],
    ]) {
      const response = await get(path!);
      expect([response.status, await response.text()], path).toEqual([404, text]);
    }
  });

  test('can only be read', async () => {
    expect((await fetch(origin, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await fetch(origin, { method: 'HEAD' })).status).toBe(200);
  });

  test('gives the head of a file without the file, whatever part is asked for', async () => {
    const response = await fetch(`${origin}/machine/v1/disk.img`, { method: 'HEAD', headers: { range: 'bytes=0-9' } });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '1000', '']);
  });

  test('gives a range only of the file that the client has begun with', async () => {
    const etag = (await get('/machine/v1/disk.img')).headers.get('etag')!;
    expect((await get('/machine/v1/disk.img', { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    writeFileSync(
      join(folder, 'machine', 'v1', 'disk.img'),
      Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251)),
    );
    expect((await get('/machine/v1/disk.img', { range: 'bytes=0-9', 'if-range': etag })).status).toBe(200);
  });

  const local = (line: string, ...headers: string[]) => requestOf(`${line} HTTP/1.1`, 'Host: localhost', ...headers);
  test.each<[status: number, what: string, request: string]>([
    [200, 'a page', local('GET /')],
    [200, 'a worker', local('GET /_astro/page.abc123.js')],
    [206, 'a part', local('GET /machine/v1/disk.img', 'Range: bytes=-500')],
    [304, 'what is known', local('GET /', 'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT')],
    [400, 'no HTTP', 'hello\r\n\r\n'],
    [400, 'a request without a host', requestOf('GET / HTTP/1.1')],
    [404, 'what is not there', local('GET /nothing/')],
    [405, 'another method', local('POST /')],
    [412, 'what must be otherwise', local('GET /', 'If-Match: "x"')],
    [416, 'a part beyond the end', local('GET /machine/v1/disk.img', 'Range: bytes=1000-')],
    [421, 'another host', requestOf('GET / HTTP/1.1', 'Host: evil.example')],
    [431, 'a header that does not end', local('GET /', `X: ${'x'.repeat(20_000)}`)],
    [500, 'what cannot be read', local('GET /loop.js')],
  ])('sends every protection with %d, for %s', async (status, _, request) => {
    const answer = await raw(Number(new URL(origin).port), request);
    expect(answer?.status).toBe(status);
    expect(answer!.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/default-src 'self'.*frame-ancestors 'none'/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  test.each(['identity', 'br', 'gzip'])(
    'sends a page under its own policy, as %s too, from its first byte to its change',
    async coding => {
      for (let times = 0; times < 2; times++) {
        const response = await get('/page/', { 'accept-encoding': coding });
        expect(response.headers.get('content-encoding') ?? 'identity').toBe(coding);
        expect(response.headers.get('content-security-policy')).toBe("script-src 'sha256-x'; frame-ancestors 'none'");
        expect(await response.text()).toBe(PAGE);
      }
    },
  );

  test('sees that a page has changed, and with it its policy', async () => {
    const file = join(folder, 'changing.html');
    for (const hash of ['sha256-a', 'sha256-bb']) {
      writeFileSync(file, PAGE.replace('sha256-x', hash));
      const response = await get('/changing.html');
      expect(response.headers.get('content-security-policy')).toContain(hash);
      expect(await response.text()).toContain(hash);
    }
  });

  test('gives up on who sends a request too slowly, and says so', async () => {
    const server = createHttpServer(() => {}, { limits: { headersTimeout: 50, connectionsCheckingInterval: 20 } });
    open.push(server);
    const answer = await raw(await listen(server, { host: '127.0.0.1', port: 0 }), 'GET / HTTP/1.1\r\n');
    expect([answer?.status, answer?.headers['x-content-type-options']]).toEqual([408, 'nosniff']);
  });

  test('isolates every page and file, and leaves that out where the site does without WebContainer', async () => {
    const isolation = async (base: string, path: string) => {
      const { headers } = await fetch(base + path);
      return [headers.get('cross-origin-opener-policy'), headers.get('cross-origin-embedder-policy')];
    };
    const bare = createSiteServer(folder, { isolated: false });
    open.push(bare);
    const bareOrigin = `http://localhost:${await listen(bare, { port: 0 })}`;
    for (const path of ['/', '/nothing/', '/_astro/page.abc123.js', '/machine/v1/disk.img']) {
      expect(await isolation(origin, path), path).toEqual(['same-origin', 'require-corp']);
      expect(await isolation(bareOrigin, path), path).toEqual([null, null]);
    }
  });
});

describe('listening', () => {
  const server = () => {
    const made = createServer();
    open.push(made);
    return made;
  };

  test('takes the next free port unless one was asked for', async () => {
    const taken = await listen(server(), {});
    expect(await listen(server(), {})).toBeGreaterThan(taken);
  });

  test('says what to do when the port that was asked for is taken', async () => {
    const port = await listen(server(), { port: 0 });
    await expect(listen(server(), { port })).rejects.toThrow(
      `port ${port} is taken by another program; choose another (PORT=`,
    );
  });

  test('says so when the host is not this computer', async () => {
    await expect(listen(server(), { host: '192.0.2.1', port: 0 })).rejects.toThrow(
      'HOST=192.0.2.1 is no address of this computer',
    );
  });

  test('reads HOST and PORT, and refuses what is no port', () => {
    expect(listenOptionsFrom({ HOST: '0.0.0.0', PORT: '8080' })).toEqual({ host: '0.0.0.0', port: 8080 });
    expect(listenOptionsFrom({})).toEqual({ host: undefined });
    for (const PORT of ['80a', '-1', '70000', '1.5'])
      expect(() => listenOptionsFrom({ PORT })).toThrow(`PORT=${PORT} is no port`);
  });

  test('tells the addresses that others can use only where it listens to them', async () => {
    const interfaces = {
      lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
      eth0: [
        { address: '192.168.7.5', family: 'IPv4', internal: false },
        { address: 'fe80::1', family: 'IPv6', internal: false },
      ],
    } as unknown as Parameters<typeof addresses>[2];
    expect(addresses({}, 4321, interfaces)).toEqual(['http://localhost:4321']);
    expect(addresses({ host: '0.0.0.0' }, 4321, interfaces)).toEqual([
      'http://localhost:4321',
      'http://192.168.7.5:4321',
    ]);
    expect(addresses({ host: '::1' }, 4321, interfaces)).toEqual(['http://[::1]:4321']);
  });

  test('gives a free port as a number', async () => {
    const one = server();
    expect(await listen(one, { port: 0 })).toBe((one.address() as AddressInfo).port);
  });
});
