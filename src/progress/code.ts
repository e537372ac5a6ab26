import type { FileMap } from '../course/workspace.ts';

/** The files of `work` that differ from the starter: what a draft holds. */
export function changedFiles(work: FileMap, starter: FileMap): FileMap {
  return Object.fromEntries(Object.entries(work).filter(([path, text]) => starter[path] !== text));
}

export function sameFiles(a: FileMap, b: FileMap): boolean {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every(path => Object.hasOwn(b, path) && a[path] === b[path]);
}

/**
 * A short name for exactly these files (FNV-1a over two lanes): tells "still the checked code" from "edited since".
 * Not a security digest: `crypto.subtle` does not exist on a page served over plain http.
 */
export function codeName(files: FileMap): string {
  const text = JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  let high = 0x811c9dc5;
  let low = 0x1000193;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ (unit + at), 0x85ebca6b);
  }
  return [high, low].map(half => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
