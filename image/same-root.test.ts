import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageForTests } from './build.ts';
import { cacheFolder } from './cache/folder.ts';
import { makeRoot } from './image.ts';
import { getPackages } from './packages.ts';

test('the same packages make the same disk, kernel and initrd', async () => {
  await imageForTests(); // brings the packages and keys into the cache
  const sets = await getPackages(cacheFolder(), { notice: () => {}, onBytes: () => {} });

  async function hashes(): Promise<Record<string, string>> {
    const scratch = await mkdtemp(join(tmpdir(), 'handshake-root-'));
    try {
      const silent = { onProgress: () => {}, notice: () => {} };
      const { disk, kernel, bios, vgabios, initrd } = await makeRoot(cacheFolder(), scratch, sets, silent);
      return {
        disk: sha256(await readFile(disk)),
        kernel: sha256(await readFile(kernel)),
        bios: sha256(await readFile(bios)),
        vgabios: sha256(await readFile(vgabios)),
        initrd: sha256(initrd),
      };
    } finally {
      await rm(scratch, { recursive: true });
    }
  }

  expect(await hashes()).toEqual(await hashes());
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
