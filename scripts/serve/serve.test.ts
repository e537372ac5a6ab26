import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { addresses, listen, wishFrom } from './listen.ts';
import { createSiteServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'handshake-serve-'));
const open: Server[] = [];
let origin = '';

beforeAll(async () => {
  mkdirSync(join(folder, '_astro'));
  mkdirSync(join(folder, 'machine', 'v1'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<h1>Handshake</h1>');
  writeFileSync(join(folder, '404.html'), '<h1>Not here</h1>');
  writeFileSync(join(folder, '_astro', 'page.abc123.js'), 'run()');
  writeFileSync(join(folder, '_astro', 'page.abc123.js.br'), brotliCompressSync('run()'));
  writeFileSync(join(folder, 'machine', 'manifest.json'), '{}');
  writeFileSync(join(folder, 'machine', 'v1', 'disk.img'), Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251)));
  const server = createSiteServer(folder);
  origin = `http://localhost:${await listen(server, { port: 0 })}`;
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
    expect((await get('/_astro/page.abc123.js', { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
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

  test('can only be read', async () => {
    expect((await fetch(origin, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await fetch(origin, { method: 'HEAD' })).status).toBe(200);
  });

  test('says on every answer that types are not to be guessed', async () => {
    for (const path of ['/', '/nothing/', '/machine/v1/disk.img']) {
      expect((await get(path)).headers.get('x-content-type-options'), path).toBe('nosniff');
    }
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
    await expect(listen(server(), { port })).rejects.toThrow(`port ${port} is taken by another program; choose another (PORT=`);
  });

  test('says so when the host is not this computer', async () => {
    await expect(listen(server(), { host: '192.0.2.1', port: 0 })).rejects.toThrow('HOST=192.0.2.1 is no address of this computer');
  });

  test('reads HOST and PORT, and refuses what is no port', () => {
    expect(wishFrom({ HOST: '0.0.0.0', PORT: '8080' })).toEqual({ host: '0.0.0.0', port: 8080 });
    expect(wishFrom({})).toEqual({ host: undefined });
    for (const PORT of ['80a', '-1', '70000', '1.5']) expect(() => wishFrom({ PORT })).toThrow(`PORT=${PORT} is no port`);
  });

  test('tells the addresses that others can use only where it listens to them', async () => {
    const interfaces = {
      lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
      eth0: [{ address: '192.168.7.5', family: 'IPv4', internal: false }, { address: 'fe80::1', family: 'IPv6', internal: false }],
    } as unknown as Parameters<typeof addresses>[2];
    expect(addresses({}, 4321, interfaces)).toEqual(['http://localhost:4321']);
    expect(addresses({ host: '0.0.0.0' }, 4321, interfaces)).toEqual(['http://localhost:4321', 'http://192.168.7.5:4321']);
    expect(addresses({ host: '::1' }, 4321, interfaces)).toEqual(['http://[::1]:4321']);
  });

  test('gives a free port as a number', async () => {
    const one = server();
    expect(await listen(one, { port: 0 })).toBe((one.address() as AddressInfo).port);
  });
});
