import { spawn } from 'node:child_process';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CannotBuild } from '../cannot-build.ts';

/** Not `lock`, which is what earlier versions made and removed. This one stays: only who holds it differs. */
const LOCK = 'build.lock';
/** What flock(1) exits with when another holds the lock. */
const HELD = 1;

/**
 * Holds the one lock of the cache while `work` runs; waits for another holder, after telling `waiting` which one.
 * The kernel keeps the lock (flock(2)) on a file that this process has open and frees it when that closes, however the
 * process ends: so no lock is ever stale, and no process number has to be believed.
 */
export async function locked<T>(
  cache: string,
  waiting: (holder: string) => void,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(cache, { recursive: true });
  const file = await open(join(cache, LOCK), 'a+');
  try {
    if (!(await flock(file, ['--nonblock'], signal))) {
      waiting(await holderOf(file));
      await flock(file, [], signal);
    }
    await sign(file);
    return await work();
  } finally {
    await file.close();
  }
}

/**
 * Node has no such call, so flock(1) makes it on the open file that it inherits, and the lock outlives it: it belongs
 * to the open file, which is ours. Resolves with false when another holds it.
 */
async function flock(file: FileHandle, options: readonly string[], signal?: AbortSignal): Promise<boolean> {
  signal?.throwIfAborted();
  const child = spawn('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 'pipe', file.fd], signal });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [code, said] = await Promise.all([ended, text(child.stderr!)]).catch((error: NodeJS.ErrnoException) => {
    signal?.throwIfAborted();
    if (error.code !== 'ENOENT') throw error;
    throw new CannotBuild('flock is not on this machine', 'build the image on Debian, or in a Debian container');
  });
  if (code === 0) return true;
  if (code === HELD && said === '') return false;
  throw new CannotBuild(
    `the cache cannot be locked (${said.trim() || `flock ended with ${code}`})`,
    'set HANDSHAKE_CACHE to a folder on a local disk',
  );
}

/** For whoever waits; nothing depends on it. */
async function sign(file: FileHandle): Promise<void> {
  await file.truncate();
  await file.write(`process ${process.pid}, started in ${process.cwd()}`);
}

async function holderOf(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read({ position: 0 });
  return buffer.toString('utf8', 0, bytesRead) || 'another process';
}
