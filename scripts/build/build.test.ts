import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { seconds } from '../../src/steps.server.ts';
import { compressTexts } from './compress.ts';
import { digestOfSources } from './inputs.ts';

describe('compressing a site', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handshake-compress-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('puts a brotli and a gzip copy beside a text, which hold the same', async () => {
    const text = 'a handshake is two messages and their answers\n'.repeat(200);
    await writeFile(join(folder, 'page.html'), text);
    expect(await compressTexts(folder, () => {})).toBe(1);
    expect(brotliDecompressSync(await readFile(join(folder, 'page.html.br'))).toString()).toBe(text);
    expect(gunzipSync(await readFile(join(folder, 'page.html.gz'))).toString()).toBe(text);
  });

  test('leaves alone what is short, or compressed already', async () => {
    await writeFile(join(folder, 'short.js'), 'run()');
    await writeFile(join(folder, 'state.bin.zst'), Buffer.alloc(10_000));
    await writeFile(join(folder, 'font.woff2'), Buffer.alloc(10_000));
    expect(await compressTexts(folder, () => {})).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['font.woff2', 'short.js', 'state.bin.zst']);
  });

  test('tells how far it is, up to the end', async () => {
    for (const name of ['a.css', 'b.css', 'c.css']) await writeFile(join(folder, name), 'x');
    const told: number[] = [];
    await compressTexts(folder, part => told.push(part));
    expect(told).toHaveLength(3);
    expect(told.at(-1)).toBe(1);
  });
});

test('a site is built anew for another machine image, and only then when nothing else has changed', async () => {
  const [one, same, other] = [await digestOfSources('v1'), await digestOfSources('v1'), await digestOfSources('v2')];
  expect(one).toBe(same);
  expect(one).not.toBe(other);
});

test('times are told in seconds, longer ones in minutes too', () => {
  expect(seconds(0, 2_345)).toBe('2.3 s');
  expect(seconds(0, 245_000)).toBe('4 min 5 s');
});
