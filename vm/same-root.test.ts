import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureImage } from './build.ts';
import { cacheFolder } from './cache.ts';
import { makeRoot } from './image.ts';
import { getPackages } from './packages.ts';

test('the same packages make the same disk, kernel and initrd', async () => {
  await ensureImage(); // where there is none: packages and keys are in the cache then
  const sets = await getPackages(cacheFolder(), { notice: () => {}, onBytes: () => {} });

  async function hashes(): Promise<Record<string, string>> {
    const scratch = await mkdtemp(join(tmpdir(), 'handshake-root-'));
    try {
      const { disk, kernel, bios, vgabios, initrd } = await makeRoot(cacheFolder(), scratch, sets, { onProgress: () => {} });
      const files = await Promise.all([disk, kernel, bios, vgabios].map((path) => readFile(path)));
      return Object.fromEntries([...files, initrd].map((bytes, i) => (
        [['disk', 'kernel', 'bios', 'vgabios', 'initrd'][i]!, createHash('sha256').update(bytes).digest('hex')]
      )));
    } finally {
      await rm(scratch, { recursive: true });
    }
  }

  expect(await hashes()).toEqual(await hashes());
});
