import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { buildPage } from './build-page.ts';
import { serveFolder, type ServeOptions, type Site } from './site-server.ts';

const POLICY = "default-src 'self'; frame-src https://example.com";

let base: string;
let site: Site | undefined;
const serve = async (options?: ServeOptions) => (site = await serveFolder(join(base, 'built'), options)).url;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'handshake-site-server-'));
  await mkdir(join(base, 'page'));
  await writeFile(join(base, 'page', 'index.html'), '<!doctype html>\n<html lang="en"><title>A page</title></html>');
  await mkdir(join(base, 'built'));
  await writeFile(join(base, 'built', 'data.json'), '{}');
  await mkdir(join(base, 'image'));
  await writeFile(join(base, 'image', 'manifest.json'), '{"version":1}');
  await writeFile(join(base, 'image', 'state.zst'), 'state');
});
afterEach(async () => {
  await site?.close();
  site = undefined;
  await rm(base, { recursive: true });
});

test('a built page comes under the policy that it was built with, as the site’s pages do', async () => {
  await buildPage({ root: join(base, 'page'), folder: join(base, 'built'), policy: POLICY });
  const { headers } = await fetch(await serve());
  expect(headers.get('content-security-policy')).toBe(`${POLICY}; frame-ancestors 'none'`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('pages are isolated where it is asked for', async () => {
  expect((await fetch(`${await serve()}/data.json`)).headers.has('cross-origin-opener-policy')).toBe(false);
  await site?.close();
  const { headers } = await fetch(`${await serve({ isolated: true })}/data.json`);
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

test('the machine’s image is there where it was given, whole or in ranges, and only there', async () => {
  const url = await serve({ machine: join(base, 'image') });
  expect(await (await fetch(`${url}/machine/manifest.json`)).json()).toEqual({ version: 1 });
  const part = await fetch(`${url}/machine/state.zst`, { headers: { range: 'bytes=1-2' } });
  expect([part.status, await part.text()]).toEqual([206, 'ta']);
  await site?.close();
  expect((await fetch(`${await serve()}/machine/manifest.json`)).status).toBe(404);
});

test('a path may have an answer of its own, and what is nowhere is 404', async () => {
  const url = await serve({ answers: { '/run': (_, response) => void response.end('ran') } });
  expect(await (await fetch(`${url}/run`, { method: 'POST' })).text()).toBe('ran');
  expect((await fetch(`${url}/favicon.ico`)).status).toBe(204);
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
});

test('after closing nobody answers, not even on a connection that was kept open', async () => {
  const url = await serve();
  await (await fetch(`${url}/data.json`)).text();
  await site!.close();
  site = undefined;
  await expect(fetch(`${url}/data.json`)).rejects.toThrow();
});
