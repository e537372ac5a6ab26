import { createHash } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { keepColdDisk, loadAssets } from './assets.ts';
import type { ImageCache } from './image-cache.ts';

const BASE = 'http://site.test/machine/';
const STATE = Uint8Array.from({ length: 5000 }, (_, i) => i);
const DISK = Uint8Array.from({ length: 3000 }, (_, i) => i * 3);
/** As if decompressing doubled every byte. */
function* decompress(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void> {
  for (const _ of [1, 2]) yield Uint8Array.from(bytes);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const MANIFEST = {
  version: 'abc',
  memoryMiB: 128,
  files: {
    state: { name: 'abc/state.zst', bytes: STATE.length, sha256: sha256(STATE), rawBytes: 9 },
    disk: { name: 'abc/root.erofs', bytes: 9000, sha256: sha256(DISK), rawBytes: 9000 },
    coldDisk: { name: 'abc/cold.zst', bytes: DISK.length, sha256: sha256(DISK), rawBytes: 2 * DISK.length },
  },
};

type Answer = () => Response | Promise<Response>;

/** A server by path; each list gives the answers in turn, the last one again and again. */
function serve(answers: Record<string, Answer[]>) {
  const asked: string[] = [];
  const fetch = (async (url: string) => {
    const path = url.slice(BASE.length);
    asked.push(path);
    const turn = asked.filter(other => other === path).length - 1;
    return await (
      answers[path]?.at(Math.min(turn, answers[path].length - 1)) ?? (() => new Response('', { status: 404 }))
    )();
  }) as typeof globalThis.fetch;
  return { fetch, asked };
}
const manifest: Answer = () => Response.json(MANIFEST);
const state: Answer = () => new Response(STATE);
const disk: Answer = () => new Response(DISK);
const offline: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

function memoryCache() {
  const kept = new Map<string, Uint8Array>();
  const cache: ImageCache = {
    keeps: true,
    get: async url => (kept.has(url) ? new Response(kept.get(url)! as Uint8Array<ArrayBuffer>) : undefined),
    put: async (url, body) => void kept.set(url, new Uint8Array(await new Response(body).arrayBuffer())),
    keepOnly: async urls => [...kept.keys()].filter(url => !urls.includes(url)).forEach(url => kept.delete(url)),
  };
  return { cache, kept };
}

test('a first visit loads the state with true figures and keeps it; a second one needs no network', async () => {
  const { cache, kept } = memoryCache();
  const told: [number, number, number][] = [];
  const server = serve({ 'manifest.json': [manifest], 'abc/state.zst': [state], 'abc/cold.zst': [disk] });
  const first = await loadAssets(BASE, { fetch: server.fetch, cache, onProgress: (...both) => told.push(both) });
  expect(first.state).toEqual(STATE);
  expect(first.downloaded).toBe(5000);
  expect(await first.findColdDisk()).toBeUndefined();
  expect(told[0]).toEqual([0, 5000, DISK.length]);
  expect(told.at(-1)).toEqual([5000, 5000, DISK.length]);
  await keepColdDisk(BASE, first.manifest, decompress, { fetch: server.fetch, cache });
  expect([...kept.keys()]).toEqual([`${BASE}manifest.json`, `${BASE}abc/state.zst`, `${BASE}abc/cold.zst`]);

  told.length = 0;
  const { fetch: noNetwork } = serve({ 'manifest.json': [offline] });
  const second = await loadAssets(BASE, { fetch: noNetwork, cache, onProgress: (...all) => told.push(all) });
  expect(told, 'nothing is said to be fetched').toEqual([]);
  expect(second.state).toEqual(STATE);
  expect(second.downloaded).toBe(0);
  for (const visit of [first, second]) expect((await visit.findColdDisk())?.size).toBe(2 * DISK.length);
});

test('on a metered line the cold disk is neither fetched nor announced', async () => {
  vi.stubGlobal('navigator', { connection: { type: 'cellular' } });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { cache } = memoryCache();
  const laters = new Set<number>();
  const server = serve({ 'manifest.json': [manifest], 'abc/state.zst': [state], 'abc/cold.zst': [disk] });
  const onProgress = (_done: number, _total: number, later: number): void => void laters.add(later);
  const { manifest: known } = await loadAssets(BASE, { fetch: server.fetch, cache, onProgress });
  await keepColdDisk(BASE, known, decompress, { fetch: server.fetch, cache });
  expect([[...laters], server.asked]).toEqual([[0], ['manifest.json', 'abc/state.zst']]);
});

test('an older image is removed when a newer one is loaded', async () => {
  const { cache, kept } = memoryCache();
  kept.set(`${BASE}old/state.zst`, STATE);
  await loadAssets(BASE, { fetch: serve({ 'manifest.json': [manifest], 'abc/state.zst': [state] }).fetch, cache });
  expect([...kept.keys()]).toEqual([`${BASE}manifest.json`, `${BASE}abc/state.zst`]);
});

test('a kept file of the wrong size is loaded again', async () => {
  const { cache, kept } = memoryCache();
  kept.set(`${BASE}abc/state.zst`, STATE.subarray(1));
  const server = serve({ 'manifest.json': [manifest], 'abc/state.zst': [state] });
  expect((await loadAssets(BASE, { fetch: server.fetch, cache })).downloaded).toBe(5000);
});

test('without a manifest the image is missing, and the hint says what to type', async () => {
  const { fetch } = serve({});
  await expect(loadAssets(BASE, { fetch })).rejects.toMatchObject({
    name: 'RuntimeError',
    code: 'image-missing',
    message: expect.stringContaining('404'),
    hint: expect.stringContaining('npm start'),
  });
});

test.each([
  ['a page instead of a manifest', '<!doctype html>', 'is not JSON'],
  ['no version', JSON.stringify({ ...MANIFEST, version: undefined }), '"version"'],
  [
    'a path that leaves its folder',
    JSON.stringify({ ...MANIFEST, files: { ...MANIFEST.files, disk: { ...MANIFEST.files.disk, name: '../x' } } }),
    '"disk.name"',
  ],
  [
    'a size that is none',
    JSON.stringify({ ...MANIFEST, files: { ...MANIFEST.files, disk: { ...MANIFEST.files.disk, bytes: -1 } } }),
    '"disk.bytes"',
  ],
])('%s is named', async (_, text, what) => {
  const { fetch } = serve({ 'manifest.json': [() => new Response(text)] });
  await expect(loadAssets(BASE, { fetch })).rejects.toMatchObject({
    code: 'image-missing',
    message: expect.stringContaining(what),
  });
});

test('a manifest without its files is an image that is missing', async () => {
  const { fetch, asked } = serve({ 'manifest.json': [manifest] });
  await expect(loadAssets(BASE, { fetch })).rejects.toMatchObject({
    code: 'image-missing',
    message: expect.stringContaining('state.zst'),
  });
  expect(asked).toEqual(['manifest.json', 'abc/state.zst']);
});

test.each<[string, Answer, string]>([
  ['cut short', () => new Response(STATE.subarray(0, 4000)), '4000 of 5000 bytes'],
  ['too long', () => new Response(new Uint8Array(6000)), 'more than the expected 5000'],
  ['changed on the way', () => new Response(STATE.map((byte, i) => (i === 4999 ? byte ^ 1 : byte))), 'SHA-256 differs'],
  ['refused by the server', () => new Response('', { status: 503 }), 'answered 503'],
  ['lost', offline, 'Failed to fetch'],
])('a download %s is tried twice and then said to have failed', async (_, answer, why) => {
  const broken = serve({ 'manifest.json': [manifest], 'abc/state.zst': [answer] });
  await expect(loadAssets(BASE, { fetch: broken.fetch })).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining(why),
  });
  expect(broken.asked.filter(path => path === 'abc/state.zst').length).toBe(2);

  const mended = serve({ 'manifest.json': [manifest], 'abc/state.zst': [answer, state] });
  expect((await loadAssets(BASE, { fetch: mended.fetch })).state).toEqual(STATE);
});

test('a connection that brings nothing is given up after its limit', async () => {
  const stalled = ((url: string, { signal }: RequestInit) =>
    url.endsWith('json')
      ? Promise.resolve(Response.json(MANIFEST))
      : new Promise((_, reject) => {
          signal!.addEventListener('abort', () => reject(signal!.reason as Error));
        })) as typeof fetch;
  await expect(loadAssets(BASE, { fetch: stalled, stallLimit: 20 })).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('nothing came for 0.02 s'),
  });
});
