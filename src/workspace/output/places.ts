/** A place in one of the learner's files, as error messages write it; both count from 1. */
export interface FilePlace {
  path: string;
  line: number;
  column?: number;
}

export type PlacedText = string | { text: string; place: FilePlace };

/** A path, perhaps with the machine's folder before it, then `:line` and perhaps `:column`. */
const PLACE = /(?:(?:file:\/\/)?\/(?:[\w.-]+\/)*?work\/)?([\w.-]+(?:\/[\w.-]+)*):(\d+)(?::(\d+))?/g;

/** Cuts a text where it names a place in one of `paths`. */
export function splitPlaces(text: string, paths: readonly string[]): PlacedText[] {
  const parts: PlacedText[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACE)) {
    const [whole, path, line, column] = match;
    if (!paths.includes(path!)) continue;
    if (match.index > from) parts.push(text.slice(from, match.index));
    const place = { path: path!, line: Number(line), ...(column && { column: Number(column) }) };
    parts.push({ text: whole, place });
    from = match.index + whole.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** `seal.mjs:12:5` as a place; undefined when it is none, or in no file of `paths`. */
export function placeOf(at: string | undefined, paths: readonly string[]): FilePlace | undefined {
  const [first] = at ? splitPlaces(at, paths) : [];
  return typeof first === 'object' ? first.place : undefined;
}
