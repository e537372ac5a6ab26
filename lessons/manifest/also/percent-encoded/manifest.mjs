import { lstat, opendir } from 'node:fs/promises';

import { digestOf } from './digest.mjs';

/**
 * Resolves with the manifest of a folder, a text: of each file in `dir` and
 * in the folders below, its SHA-256 in hex and its name, such as `src/a.js`.
 * How a name is written there is up to you; two different folders must never
 * have the same manifest. It rejects where it finds a symbolic link.
 */
export async function manifest(dir) {
  const entries = await entriesOf(dir);
  if (entries.some(([, digest]) => digest === 'link')) throw new Error('there is a symbolic link');
  return entries.map(([name, digest]) => `${encodeURIComponent(name)} ${digest}`).join('\n');
}

/**
 * Compares a folder with a manifest that was made before. Resolves with three
 * sorted lists of names: `changed`, `missing` from the folder, `added` to it.
 * A symbolic link is followed nowhere: in place of a file that file has
 * changed, and anywhere else it was added.
 */
export async function verifyDir(dir, text) {
  const before = new Map(text.split('\n').filter(Boolean).map(line => {
    const [name, digest] = line.split(' ');
    return [decodeURIComponent(name), digest];
  }));
  const now = new Map(await entriesOf(dir));
  const report = { changed: [], missing: [], added: [] };
  for (const name of [...new Set([...before.keys(), ...now.keys()])].sort()) {
    if (!now.has(name)) report.missing.push(name);
    else if (!before.has(name)) report.added.push(name);
    else if (now.get(name) !== before.get(name)) report.changed.push(name);
  }
  return report;
}

/** Pairs of name and digest, or 'link', which is no digest. */
async function entriesOf(root) {
  const entries = [];
  const folders = [''];
  for (const folder of folders) {
    for await (const { name } of await opendir(`${root}/${folder}`)) {
      const path = `${root}/${folder}${name}`;
      const stats = await lstat(path);
      if (stats.isDirectory()) folders.push(`${folder}${name}/`);
      else entries.push([folder + name, stats.isFile() ? await digestOf(path) : 'link']);
    }
  }
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
