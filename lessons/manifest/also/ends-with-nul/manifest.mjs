import { promises as fs } from 'node:fs';
import path from 'node:path';

import { digestOf } from './digest.mjs';

const DIGITS = 64;
const LINK = 'a link';

/**
 * Resolves with the manifest of a folder, a text: of each file in `dir` and
 * in the folders below, its SHA-256 in hex and its name, such as `src/a.js`.
 * No name has a NUL in it, so one stands behind each. Two different folders
 * never have the same manifest. It rejects where it finds a symbolic link.
 */
export async function manifest(dir) {
  const now = await scan(dir);
  if ([...now.values()].includes(LINK)) throw new Error('there is a link, or what is no file');
  return [...now].sort().map(([name, digest]) => `${digest}${name}\0`).join('');
}

/**
 * Compares a folder with a manifest that was made before. Resolves with three
 * sorted lists of names: `changed`, `missing` from the folder, `added` to it.
 * A symbolic link is followed nowhere: in place of a file that file has
 * changed, and anywhere else it was added.
 */
export async function verifyDir(dir, text) {
  const now = await scan(dir);
  const then = new Map();
  for (const entry of text.split('\0').slice(0, -1)) then.set(entry.slice(DIGITS), entry.slice(0, DIGITS));
  return {
    changed: [...then.keys()].filter(name => now.has(name) && now.get(name) !== then.get(name)).sort(),
    missing: [...then.keys()].filter(name => !now.has(name)).sort(),
    added: [...now.keys()].filter(name => !then.has(name)).sort(),
  };
}

/** A Map of digests by name, without recursion. */
async function scan(dir) {
  const found = new Map();
  const folders = [''];
  while (folders.length > 0) {
    const folder = folders.pop();
    for (const entry of await fs.readdir(path.join(dir, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) folders.push(name);
      else found.set(name, entry.isFile() ? await digestOf(path.join(dir, name)) : LINK);
    }
  }
  return found;
}
