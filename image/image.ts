import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { bake } from './bake.ts';
import { kept } from './cache/kept.ts';
import { packColdDisk } from '../src/emulator/cold-disk.ts';
import { MEMORY_MIB } from './config.ts';
import { collectLicences, withSources } from './licences.ts';
import {
  MANIFEST,
  versionOf,
  type ImageFile,
  type ImagePackage,
  type Manifest,
} from '../src/emulator/image-manifest.server.ts';
import { getPackages, unpackSet, type PackageSets } from './packages.ts';
import { warmUpPki } from './pki.ts';
import { compilePython } from './python.ts';
import type { Reporter } from './reporter.ts';
import { furnish, initrd } from './root.ts';
import { runUnpacked } from './tools.ts';

const ZSTD_LEVEL = 19;

/**
 * Builds the image into `folder`, which must be empty; `cache` keeps packages and keys between builds, and `mirror` is
 * where packages come from (see packages.ts).
 */
export async function buildImage(cache: string, folder: string, report: Reporter, mirror?: string): Promise<Manifest> {
  const scratch = join(folder, 'scratch');
  await mkdir(scratch, { recursive: true });
  const sets = await getPackages(cache, {
    ...report,
    mirror,
    onBytes: (done, total) => report.onProgress('packages', done, total),
  });
  report.onProgress('packages', 1, 1);
  report.signal?.throwIfAborted();

  const parts = await makeRoot(cache, scratch, sets, report);
  report.signal?.throwIfAborted();
  const state = await bake({ memoryMiB: MEMORY_MIB, ...parts }, parts, { root: parts.root, cache }, report);
  report.signal?.throwIfAborted();

  const coldDisk = packColdDisk(await readFile(parts.disk), state);
  const files = {
    ...(await compressBoth({ state: new Uint8Array(state), coldDisk }, folder, report)),
    disk: await keep(parts.disk, folder, 'disk', 'erofs'),
    bios: await keep(parts.bios, folder, 'bios', 'bin'),
    vgabios: await keep(parts.vgabios, folder, 'vgabios', 'bin'),
  };
  const packages = await withSources([...sets.userland, ...sets.kernel], join(cache, 'packages'));
  const manifest = describe(files, packages, parts);
  await rename(join(scratch, 'licences'), join(folder, 'licences'));
  await rm(scratch, { recursive: true });
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

interface RootParts {
  /** The folder the disk is made of. */
  root: string;
  bios: string;
  vgabios: string;
  disk: string;
  kernel: string;
  initrd: Uint8Array;
  release: string;
  /** Paths of the texts in `scratch`/licences. */
  licences: string[];
}

/**
 * Unpacks `sets` in `scratch`, which must be empty, and makes all that the emulator boots from: the same bytes
 * each time.
 */
export async function makeRoot(
  cache: string,
  scratch: string,
  sets: PackageSets,
  { onProgress, notice }: Pick<Reporter, 'onProgress' | 'notice'>,
): Promise<RootParts> {
  const root = await unpackSet(cache, sets.userland, join(scratch, 'root'));
  onProgress('root', 1, 5);
  const kernel = await unpackSet(cache, sets.kernel, join(scratch, 'kernel'));
  onProgress('root', 2, 5);
  const tools = await unpackSet(cache, sets.tools, join(scratch, 'tools'));
  onProgress('root', 3, 5);
  const [bios, vgabios] = ['bios.bin', 'vgabios-stdvga.bin'].map(name => join(scratch, name)) as [string, string];
  for (const path of [bios, vgabios]) await cp(join(root, 'usr/share/seabios', path.slice(scratch.length)), path);
  const texts = await unpackSet(cache, sets.texts, join(scratch, 'texts'));
  const served = [...sets.userland, ...sets.kernel];
  const licences = await collectLicences(served, [root, kernel, texts], join(scratch, 'licences'));
  await furnish(root, await keptPki(cache, notice));
  await compilePython(root, tools);
  onProgress('root', 4, 5);
  const disk = join(scratch, 'root.erofs');
  // Fixed dates and identity, so that the same packages make the same bytes.
  await runUnpacked(tools, 'mkfs.erofs', [
    '--all-root',
    '-T0',
    '-U',
    '00000000-0000-0000-0000-000000000000',
    disk,
    root,
  ]);
  onProgress('root', 5, 5);
  const release = (await readdir(join(kernel, 'lib/modules')))[0]!;
  return {
    root,
    bios,
    vgabios,
    disk,
    release,
    licences,
    kernel: join(kernel, `boot/vmlinuz-${release}`),
    initrd: await initrd(root, join(kernel, 'lib/modules', release)),
  };
}

/** The warm-up keys are made once and kept: fresh ones would make every build a different image. */
async function keptPki(cache: string, notice: (line: string) => void): Promise<Record<string, string>> {
  const make = async (): Promise<Uint8Array> => Buffer.from(JSON.stringify(await warmUpPki()));
  return JSON.parse(Buffer.from(await kept(cache, 'warm-up-pki', make, notice)).toString()) as Record<string, string>;
}

/** Side by side: at this level each takes a minute of one processor. */
async function compressBoth(
  contents: Record<'state' | 'coldDisk', Uint8Array>,
  folder: string,
  { onProgress }: Reporter,
): Promise<Record<'state' | 'coldDisk', ImageFile>> {
  const total = contents.state.length + contents.coldDisk.length;
  let done = 0;
  const count = (bytes: number): void => onProgress('save', (done += bytes), total);
  const [state, coldDisk] = await Promise.all([
    compress(contents.state, join(folder, 'state.partial'), count),
    compress(contents.coldDisk, join(folder, 'cold.partial'), count),
  ]);
  return {
    state: { ...(await keep(state, folder, 'state', 'bin.zst')), rawBytes: contents.state.length },
    coldDisk: { ...(await keep(coldDisk, folder, 'cold', 'bin.zst')), rawBytes: contents.coldDisk.length },
  };
}

async function compress(content: Uint8Array, path: string, count: (bytes: number) => void): Promise<string> {
  const compressing = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } });
  async function* slices(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < content.length; at += 2 ** 20) {
      const slice = content.subarray(at, at + 2 ** 20);
      count(slice.length);
      yield slice;
    }
  }
  await pipeline(Readable.from(slices(), { objectMode: true }), compressing, createWriteStream(path));
  return path;
}

/** Moves a file into the image under a name that holds its hash. */
async function keep(path: string, folder: string, label: string, extension: string): Promise<ImageFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const sha256 = hash.digest('hex');
  const name = `${label}.${sha256.slice(0, 16)}.${extension}`;
  await rename(path, join(folder, name));
  const { size } = await stat(join(folder, name));
  return { name, bytes: size, sha256, rawBytes: size };
}

function describe(files: Manifest['files'], packages: ImagePackage[], { release, licences }: RootParts): Manifest {
  const named = (name: RegExp): ImagePackage | undefined => packages.find(each => name.test(each.name));
  const upstream = (name: RegExp): string => /^[\d.]+/.exec(named(name)?.version ?? '')?.[0] ?? '';
  return {
    version: versionOf(files),
    memoryMiB: MEMORY_MIB,
    files,
    node: upstream(/^nodejs$/),
    openssl: upstream(/^openssl$/),
    kernel: release,
    suites: { userland: named(/^nodejs$/)!.suite, kernel: named(/^linux-image-/)!.suite },
    packages,
    licences,
    builtAt: new Date().toISOString(),
  };
}
