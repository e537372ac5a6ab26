import { createHash } from 'node:crypto';
import { open, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeWhole } from '../whole-file.server.ts';

/** As sha256sum(1) reads it: `sha256sum -c SHA256SUMS` checks a folder too. */
export const SUMS = 'SHA256SUMS';

/**
 * SHA-256 in hex of every file of `folder`, by its path there; `flush` waits until each is on the disk. Rejects with
 * ENOENT where there is no folder.
 */
export async function sumsOf(folder: string, flush = false): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => !entry.isDirectory()).map(entry => join(entry.parentPath, entry.name));
  const sums: Record<string, string> = {};
  for (const file of files.sort()) sums[relative(folder, file)] = await sumOf(file, flush);
  return sums;
}

/** Paths that are not the same in both: missing in one, or with another content. */
export function differences(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(path => one[path] !== other[path]).sort();
}

/** Ends the making of a folder: writes what is in it, when everything has reached the disk. */
export async function seal(folder: string): Promise<void> {
  const sums = await sumsOf(folder, true);
  await writeWhole(
    join(folder, SUMS),
    Object.entries(sums)
      .map(([path, sum]) => `${sum}  ${path}\n`)
      .join(''),
  );
}

/** Null where there is no sealed folder, else the files that are not as they were sealed. */
export async function broken(folder: string): Promise<string[] | null> {
  const text = await readFile(join(folder, SUMS), 'utf8').catch(() => null);
  if (text === null) return null;
  const sealed = Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map(line => [line.slice(66), line.slice(0, 64)]),
  );
  const { [SUMS]: _, ...present } = await sumsOf(folder);
  return differences(sealed, present);
}

async function sumOf(path: string, flush: boolean): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    if (flush) await file.sync();
    await pipeline(file.createReadStream({ autoClose: false }), hash);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
