import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Resolves with the manifest of a folder, a text: of each file in `dir` and
 * in the folders below, its SHA-256 in hex and its name, such as `src/a.js`.
 * How a name is written there is up to you; two different folders must never
 * have the same manifest. It rejects where it finds a symbolic link.
 */
export async function manifest(dir) {
  const files = look(dir);
  const link = files.find(({ sha256 }) => sha256 === null);
  if (link) throw new Error('not a file: ' + link.name);
  return JSON.stringify(files, null, 2);
}

/**
 * Compares a folder with a manifest that was made before. Resolves with three
 * sorted lists of names: `changed`, `missing` from the folder, `added` to it.
 * A symbolic link is followed nowhere: in place of a file that file has
 * changed, and anywhere else it was added.
 */
export async function verifyDir(dir, text) {
  const before = JSON.parse(text);
  const now = look(dir);
  const names = list => list.map(({ name }) => name);
  const [old, present] = [names(before), names(now)];
  return {
    changed: names(now.filter(file => before.some(other => other.name === file.name && other.sha256 !== file.sha256))),
    missing: old.filter(name => !present.includes(name)),
    added: present.filter(name => !old.includes(name)),
  };
}

function look(dir, below = '') {
  return readdirSync(join(dir, below)).sort().flatMap(entry => {
    const name = below + entry;
    const stats = lstatSync(join(dir, name));
    if (stats.isDirectory()) return look(dir, `${name}/`);
    const sha256 = stats.isSymbolicLink() ? null : createHash('sha256').update(readFileSync(join(dir, name))).digest('hex');
    return [{ name, sha256 }];
  });
}
