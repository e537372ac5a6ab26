import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetWarm } from './bake.ts';
import { cacheFolder, inputHash, locked, tidy } from './cache.ts';
import { CannotBuild } from './cannot-build.ts';
import { buildImage, type OnProgress } from './image.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { forgetPackages } from './packages.ts';
import { ProgressBar } from './progress.ts';

export interface Image {
  folder: string;
  manifest: Manifest;
}

export interface NoImage {
  missing: string;
  remedy: string;
}

export interface EnsureOptions {
  onProgress?: OnProgress;
  /** One line about something out of the ordinary that does not stop the build. */
  onNotice?: (line: string) => void;
  signal?: AbortSignal;
  /** Builds anew from the newest packages, whatever is in the cache. */
  refresh?: boolean;
}

/**
 * The machine image for this source tree: from the cache, or built into it. Where it cannot be built the answer
 * says what is missing and how to get it. Rejects on anything unexpected, and with the signal's reason.
 */
export async function ensureImage(options: EnsureOptions = {}): Promise<Image | NoImage> {
  const { onProgress = () => {}, onNotice = () => {}, signal, refresh = false } = options;
  const cache = cacheFolder();
  const hash = await inputHash();
  const folder = join(cache, hash);
  const cached = refresh ? null : await readManifest(folder);
  if (cached) return { folder, manifest: cached };
  const waiting = (pid: number): void => onNotice(`another build (process ${pid}) is under way; waiting for it`);
  const build = async (): Promise<Image> => {
    const built = refresh ? null : await readManifest(folder);
    if (built) return { folder, manifest: built };
    if (refresh) await forgetPackages(cache);
    await tidy(cache, hash);
    const partial = `${folder}.partial`;
    const manifest = await buildImage(cache, partial, { onProgress, notice: onNotice, signal });
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    await forgetWarm(cache);
    return { folder, manifest };
  };
  try {
    return await locked(cache, waiting, build, signal);
  } catch (error) {
    if (error instanceof CannotBuild) return { missing: error.missing, remedy: error.remedy };
    throw error;
  }
}

/** The same for a test, which cannot do without: throws an `Error` that says what is missing and how to get it. */
export async function imageForTests(): Promise<Image> {
  const image = await ensureImage();
  if ('missing' in image) throw new Error(`no machine image to test: ${image.missing}. To get it: ${image.remedy}`);
  return image;
}

async function main(): Promise<void> {
  const bar = new ProgressBar(process.stdout);
  const refresh = process.argv.includes('--refresh');
  const image = await ensureImage({ refresh, onProgress: bar.show, onNotice: bar.say });
  bar.end();
  if ('missing' in image) {
    console.error(`The machine image cannot be built: ${image.missing}. To get it: ${image.remedy}.`);
    process.exitCode = 1;
    return;
  }
  const { manifest, folder } = image;
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`The machine image ${manifest.version} is in ${folder}`);
  console.log(`Node ${manifest.node}, OpenSSL ${manifest.openssl}, Linux ${manifest.kernel}; ` +
    `state ${mb(manifest.files.state.bytes)}, the rest of the disk ${mb(manifest.files.coldDisk.bytes)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
