import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('fill-disk.ts', import.meta.url));

/** What a writer said that went on until its disk was full. */
export interface FullDisk {
  acknowledged: number;
  error: { name: string; fault: string; remedy: string };
  /** After some room was made: how many are there, and whether it writes again. */
  there: number;
  goesOn: boolean;
  integrity: string;
}

/**
 * Runs a writer on a disk of 3 MiB: a file system in memory of its own, seen by nobody else (user and mount namespaces).
 * Undefined where this computer allows none.
 */
export function onSmallDisk(): FullDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  const mount = ['--user', '--map-root-user', '--mount'];
  const inside = 'mount -t tmpfs -o size=3m none "$1" || exit 77; exec "$2" "$3" "$1"';
  const args = [...mount, 'sh', '-c', inside, 'sh', folder, process.execPath, PROGRAM];
  const { status, stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  if (status === 0) return JSON.parse(stdout) as FullDisk;
  if (status === null || status === 77 || /unshare:/.test(stderr)) return undefined;
  throw new Error(`the writer on the small disk said: ${stderr}`);
}
