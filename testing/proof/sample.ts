import { createHash } from 'node:crypto';

/** `count` of them, or all where there are not so many: any, in their order, and for the same word always the same. */
export function sample<T>(all: readonly T[], word: string, count: number): T[] {
  const drawn = all
    .map((_, at) => ({ at, lot: createHash('sha256').update(`${word} ${at}`).digest('hex') }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, count);
  const places = new Set(drawn.map(({ at }) => at));
  return all.filter((_, at) => places.has(at));
}
