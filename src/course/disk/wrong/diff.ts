import { applyPatch, FILE_HEADERS_ONLY, formatPatch, parsePatch, structuredPatch, type StructuredPatch } from 'diff';

import type { FileMap } from '../../workspace.ts';
import { ABOUT_LINES } from './about.ts';
import { Mistake } from './mistake.ts';

/** Lines around a change. One shows where it is, and more would make the diff of a short file as long as the file. */
const CONTEXT = 1;
const OLD = 'solution/';
const NEW = 'wrong/';

/** What leads from the solution to other files, as `diff -u` writes it; only files that both have. */
export function diffOf(solution: FileMap, files: FileMap): string {
  const patches = Object.keys(files)
    .filter(path => files[path] !== solution[path])
    .map(path => structuredPatch(OLD + path, NEW + path, solution[path]!, files[path]!, '', '', { context: CONTEXT }));
  return formatPatch(patches, FILE_HEADERS_ONLY);
}

/**
 * The files that a diff changes, as it leaves them. It applies to the line or not at all, so that a wrong answer
 * never becomes another one by a change of the solution. `text` begins with the lines about the answer.
 */
export function applyDiff(text: string, solution: FileMap): FileMap {
  const files: Record<string, string> = {};
  let line = ABOUT_LINES + 1;
  for (const patch of readDiff(text)) {
    const path = pathOf(patch, solution, line);
    assertInPlace(patch, path, solution[path]!, line);
    const changed = applyPatch(solution[path]!, patch);
    if (changed === false) throw new Mistake(line, `does not apply to ${OLD}${path}`);
    if (changed === solution[path]) throw new Mistake(line, `changes nothing in ${OLD}${path}`);
    files[path] = changed;
    line += lengthOf(patch);
  }
  return files;
}

/** The same where the solution has moved under it: each part at the nearest place it fits; undefined where one fits nowhere. */
export function applyDiffNearby(text: string, solution: FileMap): FileMap | undefined {
  const files = readDiff(text).map((patch): [string, string | false] => {
    const path = pathOf(patch, solution, ABOUT_LINES + 1);
    return [path, applyPatch(solution[path]!, patch)];
  });
  return files.some(([, changed]) => changed === false) ? undefined : (Object.fromEntries(files) as FileMap);
}

function readDiff(text: string): StructuredPatch[] {
  const patches = parsed(text).filter(({ hunks }) => hunks.length > 0);
  if (patches.length === 0) throw new Mistake(ABOUT_LINES + 1, 'changes nothing: no unified diff follows');
  // The parser passes over whatever it does not understand; a change must not be lost in silence.
  const lines = text.split('\n');
  const understood = [...lines.slice(0, ABOUT_LINES), ...formatPatch(patches, FILE_HEADERS_ONLY).split('\n')];
  const odd = lines.findIndex((line, at) => line !== understood[at]);
  if (odd >= 0) throw new Mistake(odd + 1, `is no line of a unified diff: ${JSON.stringify(lines[odd])}`);
  return patches;
}

function parsed(text: string): StructuredPatch[] {
  try {
    return parsePatch(text);
  } catch (error) {
    const { message } = error as Error;
    throw new Mistake(Number(/ line (\d+)/.exec(message)?.[1] ?? ABOUT_LINES + 1), `is no unified diff: ${message}`);
  }
}

function pathOf({ oldFileName = '', newFileName = '' }: StructuredPatch, solution: FileMap, line: number): string {
  const path = oldFileName.slice(OLD.length);
  if (oldFileName === OLD + path && newFileName === NEW + path && Object.hasOwn(solution, path)) return path;
  throw new Mistake(
    line,
    `compares ${oldFileName} with ${newFileName}; it must be one file of the exercise, ` +
      `"--- ${OLD}<file>" with "+++ ${NEW}<file>"`,
  );
}

/** Throws at the first line of the diff that is not what the solution has at its place. */
function assertInPlace({ hunks }: StructuredPatch, path: string, text: string, firstLine: number): void {
  const solution = text.split('\n');
  let line = firstLine + 2;
  for (const { oldStart, lines } of hunks) {
    let at = oldStart;
    line += 1;
    for (const [sign, ...rest] of lines) {
      if ((sign === ' ' || sign === '-') && solution[at++ - 1] !== rest.join('')) {
        throw new Mistake(line, `does not apply to ${OLD}${path} at line ${at - 1}, which is another one there`);
      }
      line += 1;
    }
  }
}

function lengthOf({ hunks }: StructuredPatch): number {
  return 2 + hunks.reduce((sum, { lines }) => sum + 1 + lines.length, 0);
}
