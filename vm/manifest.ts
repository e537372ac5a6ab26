import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of the image. `rawBytes` is its size after decompression, where it is compressed. */
export interface ImageFile {
  name: string;
  bytes: number;
  sha256: string;
  rawBytes: number;
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
  packages: Array<{ name: string; version: string; architecture: string; suite: string }>;
  builtAt: string;
}

export const MANIFEST = 'manifest.json';

/** The manifest of a whole image, or null where a file is missing or has another size. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
    for (const { name, bytes } of Object.values(manifest.files)) {
      if ((await stat(join(folder, name))).size !== bytes) return null;
    }
    return manifest;
  } catch {
    return null;
  }
}

/** A short name for a set of files, by what is in them. */
export function versionOf(files: Manifest['files']): string {
  const hashes = Object.entries(files).map(([key, { sha256 }]) => `${key}:${sha256}`);
  return createHash('sha256').update(hashes.sort().join('\n')).digest('hex').slice(0, 16);
}
