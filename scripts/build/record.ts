import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { writeWhole } from '../../src/whole-file.server.ts';
import { differences, sumsOf } from '../../src/emulator/sums.server.ts';

interface SiteRecord {
  /** Of what the site was built from. */
  digest: string;
  /** SHA-256 by path of what the build made. */
  files: Record<string, string>;
}

/**
 * Whether `folder` holds, whole, what was built from sources of this digest. `tell` is told in a line when only the
 * folder is not as the build left it.
 */
export async function isUpToDate(
  record: string,
  folder: string,
  digest: string,
  tell: (line: string) => void,
): Promise<boolean> {
  try {
    const built = JSON.parse(await readFile(record, 'utf8')) as SiteRecord;
    if (built.digest !== digest) return false;
    const changed = differences(built.files, await sumsOf(folder).catch(() => ({})));
    if (changed.length > 0)
      tell(`${changed.length} files of the built site are missing or changed (${changed[0]}, ...): it is built anew.`);
    return changed.length === 0;
  } catch {
    return false; // never built, or broken off
  }
}

/** To be called when the build has ended, and not before. */
export async function remember(record: string, folder: string, digest: string): Promise<void> {
  const built: SiteRecord = { digest, files: await sumsOf(folder) };
  await mkdir(dirname(record), { recursive: true });
  await writeWhole(record, `${JSON.stringify(built)}\n`);
}
