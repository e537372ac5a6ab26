import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { inProject } from '../../src/project.server.ts';

/** Everything that the built site is made of, relative to the project; tests and the machine's parts are not. */
const SOURCES = [
  'content',
  'lessons',
  'harness',
  'public',
  'src',
  'integrations',
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.cache/pki/minted.json',
];
const TEST = /\.(test|contract)\.[cm]?tsx?$/;

/** A digest of every source's path and content; another one means that the site must be built anew. */
export async function digestOfSources(...others: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesAt(inProject(source))) {
      if (TEST.test(file)) continue;
      hash
        .update(`${file.slice(inProject().length)}\0`)
        .update(await readFile(file))
        .update('\0');
    }
  }
  for (const other of others) hash.update(`${other}\0`);
  return hash.digest('hex');
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
