import type { Lesson } from '../course/disk/load.server.ts';
import { diffOf } from '../course/disk/wrong/diff.ts';
import type { FileMap } from '../course/workspace.ts';
import type { AfterPassing } from '../workspace/model/after.ts';

/** What of a lesson's answers whoever has passed may look at. */
export function afterPassing({
  starter,
  solution,
  also,
  wrong,
}: Pick<Lesson, 'starter' | 'solution' | 'also' | 'wrong'>) {
  const after: AfterPassing = {
    wrong: [...wrong].map(([name, { files, caughtBy }]) => ({ name, diff: diffOf(solution, files), caughtBy })),
    also: Object.fromEntries([...also].map(([name, files]) => [name, differing(files, starter)])),
  };
  return after;
}

function differing(files: FileMap, starter: FileMap): FileMap {
  return Object.fromEntries(Object.entries(files).filter(([path, text]) => starter[path] !== text));
}
