import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Beside } from './beside.ts';
import { createSiteServer } from './server.ts';

const beside: Beside = async (asked, response) => {
  if (asked.url === '/broken') throw new Error('of its own');
  if (asked.url !== '/own') return false;
  response.writeHead(201).end(asked.method);
  return true;
};

let folder: string;
let server: ReturnType<typeof createSiteServer>;
let port: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handshake-beside-'));
  await writeFile(join(folder, 'file.txt'), 'a file');
  server = createSiteServer(folder, { beside, isolated: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

test('what answers beside the files does so first, to any method, under the headers of the site', async () => {
  const answer = await ask('/own', { method: 'POST', body: 'x' });
  expect([answer.status, await answer.text()]).toEqual([201, 'POST']);
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('everything else is the files’, as it was without it', async () => {
  const file = await ask('/file.txt');
  expect([file.status, await file.text()]).toEqual([200, 'a file']);
  expect((await ask('/file.txt', { method: 'POST' })).status).toBe(405);
  expect((await ask('/none')).status).toBe(404);
});

test('a request for another name reaches neither, and an error ends that connection alone', async () => {
  const headers = { Host: 'elsewhere.example' };
  const [answer] = await once(request({ port, path: '/own', headers }).end(), 'response');
  expect((answer as { statusCode: number }).statusCode).toBe(421);
  await expect(ask('/broken')).rejects.toThrow('fetch failed');
  expect((await ask('/own')).status).toBe(201);
});
