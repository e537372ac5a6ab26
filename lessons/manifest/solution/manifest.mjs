import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { digestOf } from './digest.mjs';

/**
 * Resolves with the manifest of a folder, a text: of each file in `dir` and
 * in the folders below, its SHA-256 in hex and its name, such as `src/a.js`.
 * How a name is written there is up to you; two different folders must never
 * have the same manifest. It rejects where it finds a symbolic link.
 */
export async function manifest(dir) {
  const { files, links } = await walk(dir);
  if (links.length > 0) throw new Error(`${links[0]} is no file`);
  let text = '';
  for (const name of files) text += `${await digestOf(join(dir, name))}  ${JSON.stringify(name)}\n`;
  return text;
}

/**
 * Compares a folder with a manifest that was made before. Resolves with three
 * sorted lists of names: `changed`, `missing` from the folder, `added` to it.
 * A symbolic link is followed nowhere: in place of a file that file has
 * changed, and anywhere else it was added.
 */
export async function verifyDir(dir, text) {
  const listed = parse(text);
  const { files, links } = await walk(dir);
  const there = new Set([...files, ...links]);
  const changed = links.filter(name => listed.has(name));
  for (const name of files.filter(name => listed.has(name))) {
    if ((await digestOf(join(dir, name))) !== listed.get(name)) changed.push(name);
  }
  return {
    changed: changed.sort(),
    missing: [...listed.keys()].filter(name => !there.has(name)).sort(),
    added: [...there].filter(name => !listed.has(name)).sort(),
  };
}

/** The names below a folder, sorted. What is neither file nor folder counts as a link. */
async function walk(dir, below = '') {
  const [files, links] = [[], []];
  for (const entry of await readdir(join(dir, below), { withFileTypes: true })) {
    const name = below + entry.name;
    if (entry.isDirectory()) {
      const deeper = await walk(dir, `${name}/`);
      files.push(...deeper.files);
      links.push(...deeper.links);
    } else (entry.isFile() ? files : links).push(name);
  }
  return { files: files.sort(), links };
}

/** A Map of digests by name. JSON writes a newline as two letters, so a line is an entry. */
function parse(text) {
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map(line => [JSON.parse(line.slice(66)), line.slice(0, 64)]));
}
