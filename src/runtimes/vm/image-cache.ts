import type { MachineManifest } from '../../emulator/manifest.ts';

const CACHE = 'handshake-machine';

/** Keeps the image in this browser, so that the next visit needs no network; every method is best effort. */
export interface ImageCache {
  /** Whether this browser has such storage at all. */
  readonly keeps: boolean;
  get(url: string): Promise<Response | undefined>;
  put(
    url: string,
    body: Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | string,
  ): Promise<void>;
  /** Removes what is no file of this manifest: older images, half of tens of megabytes each. */
  keepOnly(urls: readonly string[]): Promise<void>;
}

/**
 * The browser's Cache API where it exists: only on https and localhost. Elsewhere, and when storage is
 * refused or full, nothing is kept and the browser's HTTP cache must do.
 */
export function openImageCache(storage: CacheStorage | undefined = globalThis.caches): ImageCache {
  const opened = storage?.open(CACHE).catch(() => undefined);
  return {
    keeps: storage !== undefined,
    async get(url) {
      return await (await opened)?.match(url).catch(() => undefined);
    },
    async put(url, body) {
      await (await opened)?.put(url, new Response(body)).catch(() => undefined);
    },
    async keepOnly(urls) {
      const cache = await opened;
      const stale = ((await cache?.keys()) ?? []).filter(request => !urls.includes(request.url));
      await Promise.all(stale.map(async request => cache?.delete(request)));
    },
  };
}

/** Addresses of everything of an image that is kept. */
export function keptUrls(base: string, { files: { state, coldDisk } }: MachineManifest): string[] {
  return [manifestUrl(base), fileUrl(base, state), fileUrl(base, coldDisk)];
}

export const manifestUrl = (base: string): string => new URL('manifest.json', base).href;
export const fileUrl = (base: string, { name }: { name: string }): string => new URL(name, base).href;
