import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CannotBuild } from '../cannot-build.ts';
import type { OnProgress, Reporter } from '../reporter.ts';
import { readManifest } from '../../src/emulator/image-manifest.server.ts';
import type { Manifest } from '../../src/emulator/manifest.ts';
import { cacheFolder, tidy } from './folder.ts';
import { inputHash } from './inputs.ts';
import { forget } from './kept.ts';
import { locked } from './lock.ts';
import { seal } from '../../src/emulator/sums.server.ts';
import { diskTrouble } from './trouble.ts';

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

/** What makes an image; tests have a quick one. */
export interface Builder {
  /** Makes every file of the image, the manifest too, in a folder that is empty; `cache` keeps what takes long. */
  build: (cache: string, folder: string, report: Reporter) => Promise<unknown>;
  /** Has the next build look for newer packages. */
  forgetPackages: (cache: string) => Promise<void>;
}

/**
 * The machine image for this source tree: from the cache, or built into it. Where it cannot be built the answer
 * says what is missing and how to get it. Rejects on anything unexpected, and with the signal's reason.
 */
export async function ensureImageWith(builder: Builder, options: EnsureOptions = {}): Promise<Image | NoImage> {
  const cache = cacheFolder();
  try {
    return await cachedOrBuilt(builder, cache, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    const cause =
      (await diskTrouble(error, cache, 'set HANDSHAKE_CACHE to a folder on another disk, which you may write')) ??
      error;
    if (cause instanceof CannotBuild) return { missing: cause.missing, remedy: cause.remedy };
    throw error;
  }
}

/** The same where the cache has it, whole; null where it would have to be built. */
export async function cachedImage(onNotice: (line: string) => void = () => {}): Promise<Image | null> {
  return wholeImage(join(cacheFolder(), await inputHash()), onNotice);
}

async function wholeImage(folder: string, notice: (line: string) => void): Promise<Image | null> {
  const manifest = await readManifest(folder, notice);
  return manifest && { folder, manifest };
}

async function cachedOrBuilt(
  builder: Builder,
  cache: string,
  { onProgress = () => {}, onNotice = () => {}, signal, refresh = false }: EnsureOptions,
): Promise<Image> {
  const folder = join(cache, await inputHash());
  const whole = async (notice: (line: string) => void): Promise<Image | null> =>
    refresh ? null : wholeImage(folder, notice);
  const waiting = (holder: string): void => onNotice(`another build (${holder}) is under way; waiting for it`);
  return (
    (await whole(line => onNotice(`${line}; it is built anew`))) ??
    locked(
      cache,
      waiting,
      async () => {
        // Somebody may have built it in the meantime.
        const built = await whole(() => {});
        if (built) return built;
        if (refresh) await builder.forgetPackages(cache);
        await makeNew(builder, cache, folder, { onProgress, notice: onNotice, signal });
        const image = await wholeImage(folder, onNotice);
        if (!image) throw new Error(`${folder} does not read back as it was written; is its disk sound?`);
        return image;
      },
      signal,
    )
  );
}

/**
 * The folder gets its name when it is complete: until then it is in nobody's way, and whoever builds next removes it.
 * Each build has another, for what a killed one had started may still write into its own.
 */
async function makeNew({ build }: Builder, cache: string, folder: string, report: Reporter): Promise<void> {
  await tidy(cache, basename(folder));
  const [partial, old] = ['new', 'old'].map(what => `${folder}.${what}-${randomUUID()}.partial`) as [string, string];
  try {
    await mkdir(partial);
    await build(cache, partial, report);
    await seal(partial);
    await rename(folder, old).catch(() => {}); // mostly there is none; else the next line says why not
    await rename(partial, folder);
  } finally {
    for (const path of [partial, old]) await rm(path, { recursive: true, force: true });
  }
  await forget(cache, 'warm-');
}
