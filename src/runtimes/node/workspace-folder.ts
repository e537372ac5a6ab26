import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '../runtime.ts';

/** Makes a new temporary folder holding exactly `files` and an empty `work`; returns its real path. */
export async function createWorkspaceFolder(files: Files): Promise<string> {
  // Node resolves a program's symbolic links, so the paths it prints must start with the real one.
  const root = await realpath(await mkdtemp(join(tmpdir(), 'handshake-')));
  await mkdir(join(root, 'work'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return root;
}

/** Removes the folder and whatever a run left in it. */
export async function removeWorkspaceFolder(root: string): Promise<void> {
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
}
