import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { digestOf } from './digest.mjs';

/**
 * Resolves with the manifest of a folder, a text: of each file in `dir` and
 * in the folders below, its SHA-256 in hex and its name, such as `src/a.js`.
 * How a name is written there is up to you; two different folders must never
 * have the same manifest. It rejects where it finds a symbolic link.
 */
export async function manifest(dir) {
  let text = '';
  for (const name of (await readdir(dir, { recursive: true })).sort()) {
    const path = join(dir, name);
    if ((await stat(path)).isDirectory()) continue;
    text += `${await digestOf(path)}  ${name}\n`;
  }
  return text;
}

/**
 * Compares a folder with a manifest that was made before. Resolves with three
 * sorted lists of names: `changed`, `missing` from the folder, `added` to it.
 * A symbolic link is followed nowhere: in place of a file that file has
 * changed, and anywhere else it was added.
 */
export async function verifyDir(dir, text) {
  const changed = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const [digest, name] = line.split('  ');
    if ((await digestOf(join(dir, name))) !== digest) changed.push(name);
  }
  return { changed, missing: [], added: [] };
}
