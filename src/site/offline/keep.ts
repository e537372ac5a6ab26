import { MANIFEST, type OfflineManifest } from './manifest.ts';

/** Where the course comes from and goes to. */
export interface Places {
  fetch(path: string): Promise<Response>;
  cache: Pick<Cache, 'match' | 'put' | 'keys' | 'delete'>;
}

/**
 * Keeps all of the course that is not kept yet, file by file, so that whoever breaks off goes on there. Pages come after
 * what they are made of, and what an older build has left goes last: at no moment is a kept page without its parts.
 * Resolves when everything is kept; rejects where the network or the storage gives up.
 */
export async function keepCourse({ fetch, cache }: Places): Promise<void> {
  const answered = await ok(await fetch(MANIFEST));
  const manifest = (await answered.clone().json()) as OfflineManifest;
  const before = ((await (await cache.match(MANIFEST))?.json()) ?? { files: {} }) as OfflineManifest;

  for (const path of partsFirst(Object.keys(manifest.files))) {
    const isKept = before.files[path] === manifest.files[path] && (await cache.match(path));
    if (!isKept) await cache.put(path, await ok(await fetch(path)));
  }
  await cache.put(MANIFEST, answered);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== MANIFEST && !(pathname in manifest.files)) await cache.delete(request);
  }
}

const isPage = (path: string): boolean => path.endsWith('/');
const partsFirst = (paths: readonly string[]): string[] =>
  paths.toSorted((one, other) => Number(isPage(one)) - Number(isPage(other)));

async function ok(response: Response): Promise<Response> {
  if (response.status !== 200 || response.redirected) throw new Error(`${response.url}: ${response.status}`);
  return response;
}
