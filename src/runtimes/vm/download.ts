import type { ImageFile } from '../../emulator/manifest.ts';
import { RuntimeError } from '../runtime.ts';

/** A connection that brings nothing for this long is given up. */
export const STALL_LIMIT_MS = 30_000;
const HINT = 'Check the connection and try again; what was loaded before is not lost.';

/** Not shared with another thread: what digests and caches take. */
type Bytes = Uint8Array<ArrayBuffer>;

export interface DownloadOptions {
  fetch?: typeof fetch;
  /** Bytes so far of this attempt. */
  onProgress?: (done: number) => void;
  stallLimit?: number;
}

/**
 * Downloads one file of the image whole and checked, trying a second time when the first fails.
 * Rejects with a `RuntimeError`: `image-missing` when the server has no such file, else `download-failed`.
 */
export async function download(url: string, file: ImageFile, options: DownloadOptions = {}): Promise<Bytes> {
  try {
    return await attempt(url, file, options, 'default');
  } catch (error) {
    if (error instanceof RuntimeError) throw error;
    try {
      // Past the HTTP cache: a broken copy in it would break every attempt.
      return await attempt(url, file, options, 'reload');
    } catch (second) {
      if (second instanceof RuntimeError) throw second;
      const why = second instanceof Error ? second.message : String(second);
      throw new RuntimeError(
        'download-failed',
        `The machine could not be downloaded: ${why} (${url}, tried twice).`,
        HINT,
      );
    }
  }
}

async function attempt(
  url: string,
  file: ImageFile,
  { fetch = globalThis.fetch, onProgress, stallLimit = STALL_LIMIT_MS }: DownloadOptions,
  cache: RequestCache,
): Promise<Bytes> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expectMore = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(new Error(`nothing came for ${stallLimit / 1000} s`)), stallLimit);
  };
  try {
    expectMore();
    const response = await fetch(url, { cache, signal: controller.signal });
    requireFound(response, url);
    const content = await readExactly(response, file.bytes, done => {
      expectMore();
      onProgress?.(done);
    });
    await requireDigest(content, file.sha256);
    return content;
  } finally {
    clearTimeout(timer);
  }
}

function requireFound({ ok, status }: Response, url: string): void {
  if (status === 404 || status === 410) {
    throw new RuntimeError(
      'image-missing',
      `The server has no machine image (${status} for ${url}).`,
      'Build the site again with `npm start`, and publish the whole folder.',
    );
  }
  if (!ok) throw new Error(`the server answered ${status}`);
}

/** Reads a body into one buffer of its final size: no second copy of tens of megabytes. */
async function readExactly(response: Response, bytes: number, onProgress: (done: number) => void): Promise<Bytes> {
  const content = new Uint8Array(bytes);
  let done = 0;
  const reader = response.body!.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (done + part.value.length > bytes) throw new Error(`more than the expected ${bytes} bytes came`);
    content.set(part.value, done);
    done += part.value.length;
    onProgress(done);
  }
  if (done < bytes) throw new Error(`${done} of ${bytes} bytes came`);
  return content;
}

/** Browsers offer digests only on https and localhost; elsewhere the length has to do. */
async function requireDigest(content: Bytes, sha256: string): Promise<void> {
  if (!globalThis.crypto.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const hex = Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== sha256) throw new Error('the bytes that came are not the ones announced (SHA-256 differs)');
}
