import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Package } from './apt.ts';
import type { ImagePackage, Source } from '../src/emulator/image-manifest.server.ts';

const run = promisify(execFile);

/** Where the texts are that packages refer to instead of repeating them (Debian Policy, 12.5); base-files brings them. */
const COMMON = 'usr/share/common-licenses';
const FIELDS = ['${source:Package}', '${source:Version}', '${Built-Using}', '${Static-Built-Using}'].join('\t');

/**
 * Writes the licence texts of `packages`, which are unpacked in some of `roots` (as base-files is), to `folder`: each package's
 * copyright file as NAME.txt, and in common-licenses/ what these refer to. Resolves with the paths, sorted.
 */
export async function collectLicences(
  packages: readonly Package[],
  roots: readonly string[],
  folder: string,
): Promise<string[]> {
  await mkdir(join(folder, 'common-licenses'), { recursive: true });
  const texts = new Map<string, string>();
  for (const { name } of packages) texts.set(`${name}.txt`, await find(`usr/share/doc/${name}/copyright`, roots));
  for (const name of commonIn([...texts.values()]))
    texts.set(`common-licenses/${name}.txt`, await find(`${COMMON}/${name}`, roots));
  for (const [path, text] of texts) await writeFile(join(folder, path), text);
  return [...texts.keys()].sort();
}

async function find(path: string, roots: readonly string[]): Promise<string> {
  for (const root of roots) {
    const text = await readFile(join(root, path), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  throw new Error(`no package brings ${path}; image/licences.ts must find that licence elsewhere`);
}

/** Names of the common licences that `texts` refer to, without a full stop that ends the sentence. */
export function commonIn(texts: readonly string[]): string[] {
  const found = texts.flatMap(text => [...text.matchAll(/usr\/share\/common-licenses\/([A-Z][\w.+-]*\w)/g)]);
  return [...new Set(found.map(([, name]) => name!))].sort();
}

/** The packages with what they were built from, as dpkg knows it from the .deb files in `folder`. */
export async function withSources(packages: readonly Package[], folder: string): Promise<ImagePackage[]> {
  return Promise.all(
    packages.map(async ({ name, version, architecture, suite, file }) => {
      const { stdout } = await run('dpkg-deb', ['--show', `--showformat=${FIELDS}`, join(folder, file)]);
      return { name, version, architecture, suite, ...parseSources(stdout) };
    }),
  );
}

/** Of the four FIELDS; the last two are lists like `glibc (= 2.43-3), zlib (= 1:1.3-1)` (deb-control(5), Built-Using). */
export function parseSources(shown: string): { source: Source; builtUsing: Source[] } {
  const [name, version, ...lists] = shown.split('\t');
  const others = lists.join().matchAll(/([\w.+-]+) \(= ([^)\s]+)\)/g);
  return {
    source: { name: name!, version: version! },
    builtUsing: [...others].map(([, other, itsVersion]) => ({ name: other!, version: itsVersion! })),
  };
}
