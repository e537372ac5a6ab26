/** A place in one of the learner's files, as error messages write it; both count from 1. */
export interface FilePlace {
  path: string;
  line: number;
  column?: number;
}

export type PlacedText = string | { text: string; place: FilePlace };

/** `:line`, perhaps with `:column`: what to look for, because few texts have it. */
const NUMBERS = /:(\d{1,9})(?!\d)(?::(\d{1,9})(?!\d))?/g;
const IN_PATH = /[\w./-]/;
const SCHEME = 'file:';
const URL_START = `${SCHEME}//`;
/** The learner's folder, wherever the machine has it. */
const WORK = '/work/';

/**
 * Cuts a text where it names a place in one of `paths`, perhaps with the machine's folder before it. In time linear
 * in the text: numbers are found first, and no two of them share the characters that are looked at before them.
 */
export function splitPlaces(text: string, paths: readonly string[]): PlacedText[] {
  const parts: PlacedText[] = [];
  let from = 0;
  for (const { 0: numbers, 1: line, 2: column, index } of text.matchAll(NUMBERS)) {
    const named = fileBefore(text, index, paths);
    if (!named) continue;
    if (named.start > from) parts.push(text.slice(from, named.start));
    from = index + numbers.length;
    const place = { path: named.path, line: Number(line), ...(column && { column: Number(column) }) };
    parts.push({ text: text.slice(named.start, from), place });
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** The learner's file whose name ends before `end`, and where its name starts. */
function fileBefore(text: string, end: number, paths: readonly string[]): { path: string; start: number } | undefined {
  let start = end;
  while (start > 0 && IN_PATH.test(text[start - 1]!)) start--;
  const name = text.slice(start, end);
  if (paths.includes(name)) return { path: name, start };
  const isUrl = name.startsWith('///') && text.startsWith(URL_START, start - SCHEME.length);
  const full = isUrl ? name.slice('//'.length) : name;
  const work = full.indexOf(WORK);
  const path = full.slice(work + WORK.length);
  if (!full.startsWith('/') || work < 0 || !paths.includes(path)) return undefined;
  return { path, start: isUrl ? start - SCHEME.length : start };
}

/** `seal.mjs:12:5` as a place; undefined when it is none, or in no file of `paths`. */
export function placeOf(at: string | undefined, paths: readonly string[]): FilePlace | undefined {
  const [first] = at ? splitPlaces(at, paths) : [];
  return typeof first === 'object' ? first.place : undefined;
}
