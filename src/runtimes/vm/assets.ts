import type { MachineManifest } from '../../emulator/manifest.ts';
import { isMetered } from '../metered.ts';
import { RuntimeError } from '../runtime.ts';
import { download, type DownloadOptions } from './download.ts';
import { fileUrl, keptUrls, manifestUrl, openImageCache, type ImageCache } from './image-cache.ts';
import { IMAGE_HINT, understandManifest } from './manifest.ts';

export interface Assets {
  readonly manifest: MachineManifest;
  /** The saved state, still compressed. */
  readonly state: Uint8Array<ArrayBuffer>;
  /**
   * Looks whether this browser keeps the cold disk by now, decompressed, and gives a handle to its storage, not its
   * bytes. Without it the machine reads the disk by range from `diskUrl`.
   */
  readonly findColdDisk: () => Promise<Blob | undefined>;
  readonly diskUrl: string;
  /** Bytes that came over the network for this boot. */
  readonly downloaded: number;
}

export interface AssetsOptions extends Omit<DownloadOptions, 'onProgress'> {
  cache?: ImageCache;
  /** Bytes of the state that come over the network, so far and in all, and bytes that will follow it in idle time. */
  onProgress?: (done: number, total: number, later: number) => void;
}

/**
 * Brings what a boot needs from `base` (the machine folder's address): from this browser's cache where it is,
 * over the network otherwise, then keeping it. Rejects with a `RuntimeError` as `download` does.
 */
export async function loadAssets(base: string, options: AssetsOptions = {}): Promise<Assets> {
  const { cache = openImageCache(), onProgress, ...downloading } = options;
  const manifest = await loadManifest(base, cache, downloading.fetch);
  const { state, disk } = manifest.files;
  const url = fileUrl(base, state);
  const kept = await readKept(cache, url, state.bytes);
  const content = kept ?? (await fetchState());
  await cache.keepOnly(keptUrls(base, manifest));
  return {
    manifest,
    state: content,
    diskUrl: fileUrl(base, disk),
    findColdDisk: coldDiskFinder(cache, base, manifest),
    downloaded: kept ? 0 : state.bytes,
  };

  async function fetchState(): Promise<Uint8Array<ArrayBuffer>> {
    const later = await bytesToKeep(cache, base, manifest);
    const report = (done: number): void => onProgress?.(done, state.bytes, later);
    report(0);
    const fetched = await download(url, state, { ...downloading, onProgress: report });
    await cache.put(url, fetched);
    return fetched;
  }
}

/** How much `keepColdDisk` would fetch. */
async function bytesToKeep(cache: ImageCache, base: string, { files: { coldDisk } }: MachineManifest): Promise<number> {
  if (!cache.keeps || isMetered()) return 0;
  return (await keptBlob(cache, fileUrl(base, coldDisk), coldDisk.rawBytes)) ? 0 : coldDisk.bytes;
}

/** Apart, because it is kept as long as the machine: it may hold nothing of what a boot has loaded. */
function coldDiskFinder(
  cache: ImageCache,
  base: string,
  { files: { coldDisk } }: MachineManifest,
): Assets['findColdDisk'] {
  return () => keptBlob(cache, fileUrl(base, coldDisk), coldDisk.rawBytes);
}

/** Gives the decompressed bytes part by part. */
export type Decompress = (compressed: Uint8Array, bytes: number) => Generator<Uint8Array<ArrayBuffer>, void>;

/**
 * Keeps the cold disk for the next visit, decompressed, so that it can be read from this browser's storage block
 * by block. For idle time. Resolves also when it could not.
 */
export async function keepColdDisk(
  base: string,
  manifest: MachineManifest,
  decompress: Decompress,
  options: AssetsOptions = {},
): Promise<void> {
  const { coldDisk } = manifest.files;
  const { cache = openImageCache(), ...downloading } = options;
  if ((await bytesToKeep(cache, base, manifest)) === 0) return;
  const url = fileUrl(base, coldDisk);
  try {
    const compressed = await download(url, coldDisk, { ...downloading, onProgress: () => {} });
    await cache.put(url, streamOf(decompress(compressed, coldDisk.rawBytes)));
  } catch {
    // The machine reads the disk by range as it goes: the next visit tries again.
  }
}

/** As storage takes it, a part at a time: a hundred megabytes that are never in memory at once. */
function streamOf(parts: Generator<Uint8Array<ArrayBuffer>, void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull(controller) {
      const { value } = parts.next();
      if (value) controller.enqueue(value);
      else controller.close();
    },
  });
}

async function loadManifest(base: string, cache: ImageCache, fetch = globalThis.fetch): Promise<MachineManifest> {
  const url = manifestUrl(base);
  let response: Response | undefined;
  try {
    response = await fetch(url, { cache: 'no-cache' });
  } catch {
    // Offline: the image this browser keeps is as good as it was.
    response = await cache.get(url);
  }
  if (!response) {
    throw new RuntimeError(
      'download-failed',
      `The machine's manifest could not be loaded (${url}).`,
      'Check the connection and try again.',
    );
  }
  if (response.status === 404) {
    throw new RuntimeError(
      'image-missing',
      `This site was built without the machine image (404 for ${url}).`,
      IMAGE_HINT,
    );
  }
  if (!response.ok) {
    throw new RuntimeError('download-failed', `The server answered ${response.status} for ${url}.`, 'Try again.');
  }
  const text = await response.text();
  const manifest = understandManifest(text);
  await cache.put(url, text);
  return manifest;
}

async function readKept(cache: ImageCache, url: string, bytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const kept = await (await cache.get(url))?.arrayBuffer();
  return kept?.byteLength === bytes ? new Uint8Array(kept) : undefined;
}

async function keptBlob(cache: ImageCache, url: string, bytes: number): Promise<Blob | undefined> {
  const kept = await (await cache.get(url))?.blob();
  return kept?.size === bytes ? kept : undefined;
}
