import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { broken } from './sums.server.ts';

/** One file of the image. `rawBytes` is its size after decompression, where it is compressed. */
export interface ImageFile {
  name: string;
  bytes: number;
  sha256: string;
  rawBytes: number;
}

/** A source package of Debian's: `apt-get source NAME=VERSION` fetches it. */
export interface Source {
  name: string;
  version: string;
}

export interface ImagePackage {
  name: string;
  version: string;
  architecture: string;
  suite: string;
  /** What it was built from: binary rebuilds have another version than their source. */
  source: Source;
  /** Further sources, parts of which are in it: what it is linked with statically, what it is a signed copy of. */
  builtUsing: Source[];
}

export interface Manifest {
  /** Changes with the content of any file. */
  version: string;
  memoryMiB: number;
  /** `coldDisk` is what `state` lacks of `disk`: see cold-disk.ts. */
  files: Record<'state' | 'coldDisk' | 'disk' | 'bios' | 'vgabios', ImageFile>;
  node: string;
  openssl: string;
  kernel: string;
  suites: { userland: string; kernel: string };
  packages: ImagePackage[];
  /** Licence texts in the image's folder licences/: of its packages, NAME.txt, and of what these refer to. */
  licences: string[];
  builtAt: string;
}

export const MANIFEST = 'manifest.json';

/**
 * The manifest of a whole image, or null where there is none; `notice` is told of one that is there and damaged. All
 * of it is read (about 200 MB): a flipped bit would make a machine that fails for no reason a reader could find.
 */
export async function readManifest(folder: string, notice: (line: string) => void): Promise<Manifest | null> {
  const files = await broken(folder);
  if (files === null) return null;
  if (files.length === 0) return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  notice(`the machine image in ${folder} is damaged (${files.slice(0, 3).join(', ')})`);
  return null;
}

/** A short name for a set of files, by what is in them. */
export function versionOf(files: Manifest['files']): string {
  const hashes = Object.entries(files).map(([key, { sha256 }]) => `${key}:${sha256}`);
  return createHash('sha256').update(hashes.sort().join('\n')).digest('hex').slice(0, 16);
}
