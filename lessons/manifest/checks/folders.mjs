import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new folder with these files, by name; gone when the check has ended. */
export function folder(t, files = {}) {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'manifest-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) put(dir, name, bytes);
  return dir;
}

/** Writes a file, and the folders above it. */
export function put(dir, name, bytes) {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), bytes);
}

/** Writes a file so that its size and its times stay as they were. */
export function edit(dir, name, bytes) {
  const { atime, mtime } = statSync(join(dir, name));
  put(dir, name, bytes);
  utimesSync(join(dir, name), atime, mtime);
}

/** What is between the places of `from` and `to` in a text, both included; undefined where they are not there in this order. */
export function between(text, from, to) {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  return start < 0 || end < 0 ? undefined : text.slice(start, end + to.length);
}
