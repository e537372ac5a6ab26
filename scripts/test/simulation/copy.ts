import { cp, mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** What is made and can be made again; packages are linked. */
const LEFT_BEHIND = ['.git', '.astro', '.cache', 'dist', 'node_modules', 'playwright-report', 'test-results'];

/** Copies the checkout `root` into a new temporary folder, where it works as a clone does; resolves with its path. */
export async function copyCheckout(root: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'handshake-simulation-'));
  await cp(root, copy, { recursive: true, filter: path => path === root || !LEFT_BEHIND.includes(basename(path)) });
  await linkPackages(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** One by one, so that what is built there keeps its own cache, and finds its own packages of this project. */
async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (name.startsWith('.') && name !== '.bin') continue;
    if (name.startsWith('@')) await linkPackages(join(from, name), join(to, name));
    else if (name === 'check' && basename(from) === '@handshake') await symlink('../../harness', join(to, name));
    else await symlink(join(from, name), join(to, name));
  }
}
