import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rangeDisk } from './range-disk.ts';
import type { V86Disk } from './v86-disk.ts';

const DISK = Uint8Array.from({ length: 4 * 4096 + 512 }, (_, i) => i * 7 + (i >> 12));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server of the disk that first fails `failures` times. */
function serve(failures: Array<() => Response> = [], stored?: () => Promise<Blob | undefined>) {
  const asked: string[] = [];
  const fetch = (async (_: string, { headers }: { headers: { range: string } }) => {
    asked.push(headers.range);
    const fails = failures.shift();
    if (fails) return fails();
    const [from, to] = headers.range.slice('bytes='.length).split('-').map(Number) as [number, number];
    return new Response(DISK.slice(from, to + 1), { status: 206 });
  }) as unknown as typeof globalThis.fetch;
  return { disk: rangeDisk('http://site.test/disk', DISK.length, { fetch, stored }), asked };
}

async function read(disk: V86Disk, at: number, length: number): Promise<Uint8Array> {
  const answer = new Promise<Uint8Array>(resolve => disk.get(at, length, resolve));
  await vi.runAllTimersAsync();
  return await answer;
}

test.each([
  [0, 512],
  [4096, 4096],
  [4000, 5000],
  [4 * 4096, 512],
])('%i bytes on, %i bytes are read', async (at, length) => {
  expect(await read(serve().disk, at, length)).toEqual(DISK.slice(at, at + length));
});

test('what has come is not asked for again', async () => {
  const { disk, asked } = serve();
  await read(disk, 100, 8000);
  expect(await read(disk, 4096, 512)).toEqual(DISK.slice(4096, 4608));
  expect(asked).toEqual(['bytes=0-8191']);
});

test('a read that fails is tried again: cut short, refused, or answered with the whole file', async () => {
  const lost = (): Response => {
    throw new TypeError('Failed to fetch');
  };
  const { disk, asked } = serve([
    lost,
    () => new Response(DISK.slice(0, 9), { status: 206 }),
    () => new Response(DISK),
  ]);
  expect(await read(disk, 0, 512)).toEqual(DISK.slice(0, 512));
  expect(asked.length).toBe(4);
});

test('a read that fails for good is given up', async () => {
  const { disk, asked } = serve(Array.from({ length: 99 }, () => () => new Response('', { status: 503 })));
  const answer = vi.fn();
  disk.get(0, 512, answer);
  await vi.runAllTimersAsync();
  expect(answer).not.toHaveBeenCalled();
  expect(asked.length).toBe(15);
});

test('what the browser has stored meanwhile is not asked for', async () => {
  let stored: Blob | undefined;
  const lost = (): Response => {
    stored = new Blob([DISK]);
    throw new TypeError('Failed to fetch');
  };
  const { disk, asked } = serve([lost], async () => stored);
  expect(await read(disk, 4000, 5000)).toEqual(DISK.slice(4000, 9000));
  expect(await read(disk, 4 * 4096, 512)).toEqual(DISK.slice(4 * 4096));
  expect(asked.length).toBe(1);
});

test('what the browser has taken out of its storage is asked for', async () => {
  const gone = { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }) };
  const { disk, asked } = serve([], async () => gone as unknown as Blob);
  expect(await read(disk, 0, 512)).toEqual(DISK.slice(0, 512));
  expect(asked.length).toBe(1);
});

test('a machine is made without the network', () => {
  const { disk, asked } = serve();
  disk.onload = vi.fn();
  disk.load();
  expect(disk.onload).toHaveBeenCalledOnce();
  disk.get_and_cache(0, 512, bytes => expect(bytes).toEqual(new Uint8Array(512)));
  expect(asked).toEqual([]);
});
