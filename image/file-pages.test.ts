import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BLOCK, pagesToRead } from './file-pages.ts';

const filled = (length: number, byte: number): Buffer => Buffer.alloc(length, byte);
const padded = (content: Buffer): Buffer => Buffer.concat([content, filled(BLOCK - (content.length % BLOCK), 0)]);

const LIBRARY = Buffer.concat([filled(BLOCK, 1), filled(BLOCK, 2), filled(700, 3)]);
/** Its first block is the library's; its end does not fill a block, and lies in block 0. */
const PROGRAM = Buffer.concat([filled(BLOCK, 1), filled(BLOCK, 4), filled(10, 5)]);
const DISK = Buffer.concat([filled(BLOCK, 9), PROGRAM.subarray(0, 2 * BLOCK), padded(LIBRARY), filled(BLOCK, 8)]);

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'root-'));
  await mkdir(join(root, 'usr/lib'), { recursive: true });
  await writeFile(join(root, 'usr/lib/library.so'), LIBRARY);
  await symlink('library.so', join(root, 'usr/lib/link.so'));
  await writeFile(join(root, 'usr/program'), PROGRAM);
  await writeFile(join(root, 'usr/small'), 'less than a block');
});
afterAll(() => rm(root, { recursive: true }));

test('blocks are named by file and page, also where files begin alike', async () => {
  expect(await pagesToRead(new Set([5, 2, 3, 1]), DISK, root)).toBe('/usr/program 0 1\n/usr/lib/library.so 0 2\n');
});

test('a block of no file is one of the whole disk', async () => {
  expect(await pagesToRead(new Set([0, 6]), DISK, root)).toBe('/dev/sda 0 6\n');
});
