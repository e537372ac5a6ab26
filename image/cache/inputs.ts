import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const HERE = new URL('../', import.meta.url).pathname;
/** What decides about the image's content; a change elsewhere needs no new one. */
const INPUTS = [
  'guest',
  'bake.ts',
  'config.ts',
  'cpio.ts',
  'file-pages.ts',
  'image.ts',
  'licences.ts',
  'pki.ts',
  'read-trace.ts',
  'root.ts',
  'trial',
  '../src/emulator/cold-disk.ts',
  '../src/streams.ts',
];

/** Names an image by everything it is made from, apart from the packages' versions (see packages.ts). */
export async function inputHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await Promise.all(INPUTS.map(input => filesUnder(join(HERE, input))))).flat().sort()) {
    hash
      .update(`${path.slice(HERE.length)}\0`)
      .update(await readFile(path))
      .update('\0');
  }
  for (const file of await emulator()) hash.update(file);
  return hash.digest('hex').slice(0, 16);
}

/** The emulator's program: a state that another one has saved need not be one that it can restore. */
export function emulator(): Promise<Buffer[]> {
  return Promise.all(
    ['libv86.mjs', 'v86.wasm'].map(file => readFile(new URL(`./${file}`, import.meta.resolve('v86')))),
  );
}

async function filesUnder(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}
