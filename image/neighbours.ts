import type { Place } from './file-pages.ts';

/** Pages of code that lie together, of 32 KiB: what calls one part of such a stretch soon calls another. */
const STRETCH = 8;
/** So many of them have to be needed for the rest to be. */
const ENOUGH = 2;
/** Whose code runs in every Check: libraries and the supervisor's perl. ICU's data is none: it is other languages'. */
const CODE = /^\/usr\/(?:bin\/perl$|lib\/(?!.*libicudata).*\.so)/;

/**
 * Of files with code, the blocks of the disk that lie among `needed` ones, which are not in what is returned. No trial
 * does all that a reader's program does, and what it leaves out is mostly next to what it does: with these a Check finds
 * all it reads (check-reads.test.ts). `places` tells which page of which file each block holds.
 */
export function neighbours(needed: ReadonlySet<number>, places: ReadonlyMap<number, Place>): Set<number> {
  const stretches = Map.groupBy(
    [...places].filter(([, { path }]) => CODE.test(path)),
    ([, { path, page }]) => `${path} ${Math.floor(page / STRETCH)}`,
  );
  const found = new Set<number>();
  for (const stretch of stretches.values()) {
    const blocks = stretch.map(([block]) => block);
    const rest = blocks.filter(block => !needed.has(block));
    if (blocks.length - rest.length >= ENOUGH) rest.forEach(block => found.add(block));
  }
  return found;
}
