import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

import type { FileMap } from '../workspace.ts';

/** Every text file below a folder by its relative path with `/`; nothing for a folder that is not there. */
export async function readFiles(folder: string): Promise<FileMap> {
  const files: Record<string, string> = {};
  for (const path of await filesBelow(folder)) files[path] = await readFile(join(folder, path), 'utf8');
  return files;
}

/** The names of the folders in a folder, in order; none for a folder that is not there. */
export async function foldersIn(folder: string): Promise<string[]> {
  return (await entriesOf(folder))
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}

/** The relative paths, with `/`, of every file below a folder, in order; none for a folder that is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder, { recursive: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
}

async function entriesOf(folder: string, options: { recursive?: boolean } = {}) {
  try {
    return await readdir(folder, { ...options, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
