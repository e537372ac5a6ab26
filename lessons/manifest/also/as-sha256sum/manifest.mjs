import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { digestOf } from './digest.mjs';

/**
 * Resolves with the manifest of a folder, a text: of each file in `dir` and
 * in the folders below, its SHA-256 in hex and its name, such as `src/a.js`.
 * How a name is written there is up to you; two different folders must never
 * have the same manifest. It rejects where it finds a symbolic link.
 */
export async function manifest(dir) {
  const lines = [];
  for (const { name, link } of await list(dir)) {
    if (link) throw new Error('a link: ' + name);
    const written = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
    // As GNU sha256sum does: a backslash in front says that there are some in the name.
    lines.push(`${written === name ? '' : '\\'}${await digestOf(join(dir, name))}  ${written}\n`);
  }
  return lines.join('');
}

/**
 * Compares a folder with a manifest that was made before. Resolves with three
 * sorted lists of names: `changed`, `missing` from the folder, `added` to it.
 * A symbolic link is followed nowhere: in place of a file that file has
 * changed, and anywhere else it was added.
 */
export async function verifyDir(dir, text) {
  const wanted = new Map();
  for (const [, escaped, digest, written] of text.matchAll(/^(\\?)([0-9a-f]{64}) {2}([^\n]*)\n/gm)) {
    wanted.set(escaped ? written.replace(/\\(.)/g, (_, c) => ({ n: '\n', r: '\r' })[c] ?? c) : written, digest);
  }
  const [changed, added] = [[], []];
  for (const { name, link } of await list(dir)) {
    const digest = wanted.get(name);
    if (digest === undefined) added.push(name);
    else if (link || (await digestOf(join(dir, name))) !== digest) changed.push(name);
    wanted.delete(name);
  }
  return { changed, missing: [...wanted.keys()].sort(), added };
}

async function list(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry => ({ name: relative(dir, join(entry.parentPath, entry.name)), link: !entry.isFile() }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}
