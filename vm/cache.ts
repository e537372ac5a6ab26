import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HERE = new URL('.', import.meta.url).pathname;
/** What decides about the image's content; a change elsewhere needs no new one. */
const INPUTS = [
  'guest', 'bake.ts', 'cold-disk.ts', 'config.ts', 'cpio.ts', 'file-pages.ts', 'image.ts', 'pki.ts', 'root.ts', 'trial',
  'try-out.ts',
];
const LOCK_LIMIT_MS = 30 * 60_000;
const KEPT_IMAGES = 3;

/** The folder that all clones on this machine share: images by input hash, packages, apt's lists. */
export function cacheFolder(): string {
  const base = process.env['HANDSHAKE_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'handshake');
  return join(base, 'machine');
}

/** Names an image by everything it is made from, apart from the packages' versions (see packages.ts). */
export async function inputHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await Promise.all(INPUTS.map((input) => filesUnder(join(HERE, input))))).flat().sort()) {
    hash.update(`${path.slice(HERE.length)}\0`).update(await readFile(path)).update('\0');
  }
  for (const file of ['libv86.mjs', 'v86.wasm']) hash.update(await readFile(new URL(`./${file}`, import.meta.resolve('v86'))));
  return hash.digest('hex').slice(0, 16);
}

async function filesUnder(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Holds the one lock of the cache while `work` runs; waits for another build, and outlives a crashed one. */
export async function locked<T>(
  cache: string,
  waiting: (pid: number) => void,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(cache, { recursive: true });
  const lock = join(cache, 'lock');
  const until = Date.now() + LOCK_LIMIT_MS;
  let told = false;
  while (!(await take(lock))) {
    const holder = Number(await readFile(lock, 'utf8').catch(() => '0'));
    if (holder && !isAlive(holder)) await rm(lock, { force: true });
    else if (Date.now() > until) throw new Error(`process ${holder} has held ${lock} for 30 minutes: end it, or remove the file`);
    else {
      if (!told) waiting(holder);
      told = true;
      await sleep(1000, undefined, { signal });
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  return writeFile(lock, String(process.pid), { flag: 'wx' }).then(() => true, () => false);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what interrupted builds left, and all but the newest images. */
export async function tidy(cache: string, current: string): Promise<void> {
  const images: Array<{ path: string; time: number }> = [];
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (name.endsWith('.partial')) await rm(path, { recursive: true, force: true });
    else if (/^[\da-f]{16}$/.test(name) && name !== current) images.push({ path, time: (await stat(path)).mtimeMs });
  }
  images.sort((a, b) => b.time - a.time);
  for (const { path } of images.slice(KEPT_IMAGES - 1)) await rm(path, { recursive: true, force: true });
}
