import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST, type ImageFile, type ImagePackage, type Manifest, type Source } from './manifest.ts';
import { broken } from './sums.server.ts';

export { MANIFEST };
export type { ImageFile, ImagePackage, Manifest, Source };

/**
 * The manifest of a whole image, or null where there is none; `notice` is told of one that is there and damaged. All
 * of it is read (about 200 MB): a flipped bit would make a machine that fails for no reason a reader could find.
 */
export async function readManifest(folder: string, notice: (line: string) => void): Promise<Manifest | null> {
  const files = await broken(folder);
  if (files === null) return null;
  if (files.length === 0) return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  notice(`the machine image in ${folder} is damaged (${files.slice(0, 3).join(', ')})`);
  return null;
}

/** A short name for a set of files, by what is in them. */
export function versionOf(files: Manifest['files']): string {
  const hashes = Object.entries(files).map(([key, { sha256 }]) => `${key}:${sha256}`);
  return createHash('sha256').update(hashes.sort().join('\n')).digest('hex').slice(0, 16);
}
