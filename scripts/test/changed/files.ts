import { spawnSync } from 'node:child_process';

/** What is different from `main` in a checkout. */
export interface Changes {
  /** The commit that the branch and `main` have in common last. */
  base: string;
  /** Paths from the checkout's root: committed since, not committed yet, new or deleted. */
  files: readonly string[];
}

/** Asks git in `folder`, the root of a checkout; throws where there is none, or no `main` to compare with. */
export function changesSinceMain(folder: string): Changes {
  const base = ['main', 'origin/main'].map(name => git(folder, 'merge-base', 'HEAD', name)?.trim()).find(Boolean);
  if (!base) {
    throw new Error(
      'npm test -- --changed compares with the branch main, which git does not find here. ' +
        'Fetch it (git fetch origin main:main), or test everything: npm test',
    );
  }
  // A file that was moved counts under both of its names.
  const changed = git(folder, 'diff', '--name-only', '--no-renames', '-z', base) ?? '';
  const added = git(folder, 'ls-files', '--others', '--exclude-standard', '-z') ?? '';
  return { base, files: [...new Set(`${changed}${added}`.split('\0').filter(Boolean))].sort() };
}

/** What git prints; undefined where it fails. */
function git(folder: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  return status === 0 ? stdout : undefined;
}
