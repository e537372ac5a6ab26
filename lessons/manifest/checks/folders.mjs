import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** In seconds since 1970. All files are of then, and stay so: whoever changes a file can set its time as well. */
const THEN = 1_000_000_000;

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
  utimesSync(join(dir, name), THEN, THEN);
}

/** What is between the places of `from` and `to` in a text, both included; undefined where they are not there in this order. */
export function between(text, from, to) {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  return start < 0 || end < 0 ? undefined : text.slice(start, end + to.length);
}
