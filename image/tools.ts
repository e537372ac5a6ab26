import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CannotBuild } from './cannot-build.ts';

const run = promisify(execFile);

/** This machine's architecture in Debian's words, for example `amd64`. */
export async function hostArchitecture(): Promise<string> {
  const { stdout } = await run('dpkg', ['--print-architecture']).catch(() => {
    throw new CannotBuild('dpkg is not on this machine', 'build the image on Debian, or in a Debian container');
  });
  return stdout.trim();
}

/** Unpacks Debian packages into `folder`, whole or not at all. */
export async function unpack(debs: readonly string[], folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for (const deb of debs) await run('dpkg-deb', ['-x', deb, partial]);
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

/**
 * Runs a program out of unpacked packages of this machine's architecture, with their own C library: so the same
 * version makes the same image everywhere, and nothing has to be installed.
 */
export async function runUnpacked(root: string, program: string, args: readonly string[]): Promise<void> {
  const libraries = (await readdir(join(root, 'usr/lib'))).filter(name => name.includes('-linux-gnu'));
  const folder = join(root, 'usr/lib', libraries[0] ?? '.');
  const loader = await findLoader([folder, join(root, 'usr/lib'), join(root, 'usr/lib64')]);
  await run(loader, ['--library-path', folder, join(root, 'usr/bin', program), ...args], { maxBuffer: 2 ** 24 });
}

async function findLoader(folders: readonly string[]): Promise<string> {
  for (const folder of folders.filter(path => existsSync(path))) {
    const name = (await readdir(folder)).find(file => /^ld-linux.*\.so\.\d$/.test(file) || /^ld64\.so/.test(file));
    if (name) return join(folder, name);
  }
  throw new Error(`no dynamic loader in ${folders.join(', ')}`);
}
