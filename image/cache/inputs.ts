import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const PROJECT = new URL('../../', import.meta.url).pathname;
/** What makes an image; image/build.ts is the command around it, with the cache and the bar that shows progress. */
const ENTRY = 'image/image.ts';
/** What it reads besides: the guest's own files, and the programs that it tries. */
const DATA = ['image/guest', 'image/trial'];
/** An import or export of values, which Node runs; types are gone by then. Prettier has the layout. */
const IMPORT = /^(?:import|export)\s(?!type\s)[^;'"]*?\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\bimport\('([^']+)'/gm;

/** Names an image by everything it is made from, apart from the packages' versions (see packages.ts). */
export async function inputHash(project = PROJECT): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await inputs(project)) {
    hash
      .update(`${path}\0`)
      .update(await readFile(join(project, path)))
      .update('\0');
  }
  for (const file of await emulator(project)) hash.update(file);
  return hash.digest('hex').slice(0, 16);
}

/** The files of this project that an image is made from, in order; paths from the project's root. */
export async function inputs(project = PROJECT): Promise<string[]> {
  const patterns = DATA.map(folder => `${folder}/**/*`);
  const found = [...(await sourcesOf(ENTRY, project)).keys()];
  for await (const entry of glob(patterns, { cwd: project, withFileTypes: true })) {
    if (entry.isFile()) found.push(relative(project, join(entry.parentPath, entry.name)));
  }
  return found.sort();
}

/** A source file of this project and all that it imports of it, however far: text by path. */
export async function sourcesOf(entry: string, project = PROJECT): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const paths = new Set([entry]);
  for (const path of paths) {
    const text = await readFile(join(project, path), 'utf8');
    found.set(path, text);
    for (const [, ...groups] of text.matchAll(IMPORT)) {
      const specifier = groups.find(Boolean)!;
      if (specifier.startsWith('.')) paths.add(join(dirname(path), specifier));
      else if (specifier.startsWith('#')) paths.add(specifier.slice(1));
    }
  }
  return found;
}

/** The emulator's program: a state that another one has saved need not be one that it can restore. */
export function emulator(project = PROJECT): Promise<Buffer[]> {
  const folder = dirname(createRequire(join(project, 'package.json')).resolve('v86'));
  return Promise.all(['libv86.mjs', 'v86.wasm'].map(file => readFile(join(folder, file))));
}
