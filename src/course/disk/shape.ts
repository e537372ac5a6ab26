import type { Problem } from './problem.ts';
import type { Source } from './source.ts';

/** A page, as far as its shape is held against another's. */
interface Shaped {
  source: Source;
  prose: object | undefined;
}

type Path = readonly PropertyKey[];

/** What is one language's alone: labels are English in the checks, and need words only elsewhere. */
const OF_ONE_LANGUAGE = 'labels';

/** Where a page names what is the same in every language: files, commands, messages of protocols, names in certificates. */
const NAMING: readonly PropertyKey[] = ['wire', 'terminal', 'ends'];
const NAMES: readonly PropertyKey[] = ['run', 'command', 'message', 'from', 'side', 'issuer'];

/** Where the frontmatter of two languages of one lesson differs in shape: a key or an item that only one has, other numbers. */
export function shapeProblems(page: Shaped, other: Shaped): Problem[] {
  return page.prose && other.prose ? differences(page, other, page.prose, other.prose, []) : [];
}

function differences(page: Shaped, other: Shaped, mine: unknown, theirs: unknown, path: Path): Problem[] {
  const name = path.join('.');
  const same = typeof mine === 'number' || (typeof mine === 'string' && isName(path));
  if (same && mine !== theirs) {
    return [page.source.problem(path, `"${name}" is ${mine} here and ${String(theirs)} in ${other.source.file}`)];
  }
  if (!isTree(mine) || !isTree(theirs)) return [];
  if (Array.isArray(mine) && Array.isArray(theirs) && mine.length !== theirs.length) {
    return [
      page.source.problem(path, `"${name}" has ${mine.length} items here and ${theirs.length} in ${other.source.file}`),
    ];
  }
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(key => key !== OF_ONE_LANGUAGE);
  return keys.flatMap(key => {
    if (mine[key] === undefined && theirs[key] === undefined) return [];
    // Which checks there are is held against lesson.json, and told there.
    if (name === 'checks' && (mine[key] === undefined || theirs[key] === undefined)) return [];
    if (mine[key] === undefined) return [lacks(page, other, [...path, key])];
    if (theirs[key] === undefined) return [lacks(other, page, [...path, key])];
    return differences(page, other, mine[key], theirs[key], [...path, keyIn(mine, key)]);
  });
}

function isName(path: Path): boolean {
  return NAMING.includes(path[0]!) && NAMES.includes(path.at(-1)!);
}

function lacks({ source }: Shaped, other: Shaped, path: Path): Problem {
  return source.problemAtKey(path.slice(0, -1), `"${path.join('.')}" is missing; ${other.source.file} has it`);
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function keyIn(tree: object, key: string): PropertyKey {
  return Array.isArray(tree) ? Number(key) : key;
}
