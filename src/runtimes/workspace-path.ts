import type { Files, RunRequest } from './runtime.ts';

const HELP = 'use a path relative to the workspace root, such as "work/main.mjs"';

/**
 * Refuses a path that could leave the workspace or mean two things.
 * Throws a `TypeError` naming the path; returns the path unchanged otherwise.
 */
export function assertWorkspacePath(path: string, what = 'file'): string {
  const refuse = (why: string): never => {
    throw new TypeError(`${what} path ${JSON.stringify(path)} ${why}; ${HELP}`);
  };
  if (path === '') refuse('is empty');
  if (path.startsWith('/')) refuse('is absolute');
  if (/[\0\\]/.test(path)) refuse('contains a NUL or a backslash');
  if (!path.isWellFormed()) refuse('is not well-formed Unicode');
  for (const segment of path.split('/')) {
    if (segment === '..') refuse('leaves the workspace with ".."');
    if (segment === '' || segment === '.') refuse('has an empty or "." part');
    if (new TextEncoder().encode(segment).length > 255) refuse('has a part longer than 255 bytes');
  }
  return path;
}

export function isWorkspacePath(path: string): boolean {
  try {
    return assertWorkspacePath(path) === path;
  } catch {
    return false;
  }
}

/** Refuses a set of files that no folder can hold: see `assertWorkspacePath`, and a file used as a folder. */
export function assertFiles(files: Files): void {
  const paths = Object.keys(files);
  const known = new Set(paths);
  for (const path of paths) {
    assertWorkspacePath(path);
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      if (known.has(folder)) {
        throw new TypeError(`${JSON.stringify(folder)} is both a file and the folder of ${JSON.stringify(path)}`);
      }
    }
  }
}

/** Refuses a request whose program or working folder is outside the workspace; `.` is the root itself. */
export function assertRequest({ program, cwd = 'work' }: RunRequest): void {
  assertWorkspacePath(program, 'program');
  if (cwd !== '.') assertWorkspacePath(cwd, 'cwd');
}
