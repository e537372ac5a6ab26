import type { FileMap } from '../../course/workspace.ts';
import { tokensOf } from './tokens.ts';

/** Tokens in a row that are compared as one: shorter ones any two programs share, longer ones break at each small change. */
const SHINGLE = 8;
/** Shingles of one's own below which there is nothing to compare: some two or three lines. */
const FEWEST = 40;

/**
 * How much of the smaller of two answers is in the other, from 0 to 1, whatever things are called and in which order
 * functions stand; undefined where there is too little that is not the starter's. Shingles of tokens, as in Schleimer,
 * Wilkerson and Aiken's "Winnowing" (SIGMOD 2003), all of them: answers are short.
 */
export function similarity(one: FileMap, other: FileMap, starter: FileMap): number | undefined {
  const given = shinglesOf(starter);
  return shared(shinglesOf(one, given), shinglesOf(other, given));
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number | undefined {
  const [smaller, larger] = one.size <= other.size ? [one, other] : [other, one];
  if (smaller.size < FEWEST) return undefined;
  let both = 0;
  for (const shingle of smaller) if (larger.has(shingle)) both++;
  return both / smaller.size;
}

/** Without those that are in `given`. */
function shinglesOf(files: FileMap, given: ReadonlySet<string> = new Set()): Set<string> {
  const shingles = new Set<string>();
  for (const [path, code] of Object.entries(files)) {
    if (!/\.m?js$/.test(path)) continue;
    const tokens = tokensOf(code);
    for (let at = 0; at + SHINGLE <= tokens.length; at++) {
      const shingle = tokens.slice(at, at + SHINGLE).join(' ');
      if (!given.has(shingle)) shingles.add(shingle);
    }
  }
  return shingles;
}

/** Nearer than any two right answers of the course's authors, by so much, is near. */
const MARGIN = 0.05;
const [LEAST, MOST] = [0.8, 0.95];

/**
 * From which similarity on two answers to a lesson are told to be near-equal; undefined where the lesson leaves no room: two
 * answers that the course itself has are hardly different, or it has only one.
 */
export function nearFrom(lesson: {
  starter: FileMap;
  solution: FileMap;
  also: ReadonlyMap<string, FileMap>;
}): number | undefined {
  const right = [lesson.solution, ...lesson.also.values()];
  const pairs = right.flatMap((one, at) => right.slice(at + 1).map(other => similarity(one, other, lesson.starter)));
  const known = pairs.filter(value => value !== undefined);
  if (known.length < pairs.length || pairs.length === 0) return undefined;
  const limit = Math.max(LEAST, Math.max(...known) + MARGIN);
  return limit > MOST ? undefined : limit;
}

/** Those of `others` that are near-equal to an answer, the nearest first; none where the lesson leaves no room to differ. */
export function nearTo(
  lesson: Parameters<typeof nearFrom>[0],
  answer: FileMap,
  others: readonly { id: string; files: FileMap }[],
): string[] {
  const limit = nearFrom(lesson);
  if (limit === undefined) return [];
  const given = shinglesOf(lesson.starter);
  const own = shinglesOf(answer, given);
  const alike = others.map(({ id, files }) => ({ id, value: shared(own, shinglesOf(files, given)) ?? 0 }));
  const near = alike.filter(({ value }) => value >= limit).sort((one, other) => other.value - one.value);
  return near.map(({ id }) => id);
}
