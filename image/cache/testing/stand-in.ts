import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Builder } from '../ensure.ts';
import { kept } from '../kept.ts';

const PARTS = 10;

/**
 * A builder for tests: writes what an image has in about `milliseconds`, keeps a warm state as the real one does, and
 * notes when it begins and ends in the file `journal`.
 */
export function standIn({ milliseconds = 0, journal = '', say = (_: string): void => {} } = {}): Builder {
  const note = async (what: string): Promise<void> => {
    if (journal) await appendFile(journal, `${what} ${process.pid}\n`);
  };
  return {
    forgetPackages: async () => {},
    build: async (cache, folder, { notice }) => {
      await note('begin');
      say('building');
      await kept(cache, 'warm-0123456789abcdef', async () => Buffer.alloc(100_000, 'w'), notice);
      await mkdir(join(folder, 'scratch'));
      await writeFile(join(folder, 'scratch', 'root.erofs'), 'disk');
      for (let part = 0; part < PARTS; part++) {
        await writeFile(join(folder, `part-${part}.bin`), Buffer.alloc(100_000, part));
        await sleep(milliseconds / PARTS);
      }
      await rm(join(folder, 'scratch'), { recursive: true });
      await writeFile(join(folder, 'manifest.json'), JSON.stringify({ version: 'stand-in', files: {} }));
      await note('end');
    },
  };
}
