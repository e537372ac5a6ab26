import { readdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../src/environment/index.server.ts';

const KEPT_IMAGES = 3;

/** The folder that all clones on this machine share: images by input hash, packages, apt's lists. */
export function cacheFolder(): string {
  const { HANDSHAKE_CACHE, XDG_CACHE_HOME } = environment(['HANDSHAKE_CACHE', 'XDG_CACHE_HOME']);
  return join(HANDSHAKE_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'handshake'), 'machine');
}

/**
 * Removes what interrupted builds left, and all but the newest images. Only for who holds the cache's lock: then
 * everything unfinished is of a build that has ended.
 */
export async function tidy(cache: string, current: string): Promise<void> {
  const images: Array<{ path: string; time: number }> = [];
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (name.endsWith('.partial')) await rm(path, { recursive: true, force: true, maxRetries: 5 });
    else if (/^[\da-f]{16}$/.test(name) && name !== current) images.push({ path, time: (await stat(path)).mtimeMs });
  }
  images.sort((a, b) => b.time - a.time);
  for (const { path } of images.slice(KEPT_IMAGES - 1)) await rm(path, { recursive: true, force: true });
}
