import type { FileMap } from '../../workspace.ts';
import { formatAbout } from './about.ts';
import { diffOf } from './diff.ts';
import { ABOUT_FILE, type WrongAnswer } from './read.ts';

/** A diff is kept where it is shorter than this part of the whole files; a rewrite is easier to read as it is. */
const WORTH_A_DIFF = 0.75;

/** The files of a wrong answer, by their paths below `wrong/`: its diff, or the folder of what it rewrites. */
export function writtenAs(name: string, answer: WrongAnswer, solution: FileMap): FileMap {
  const changed = Object.entries(answer.files).filter(([path, text]) => text !== solution[path]);
  const diff = diffOf(solution, answer.files);
  const whole = changed.reduce((lines, [, text]) => lines + linesIn(text), 0);
  if (linesIn(diff) < whole * WORTH_A_DIFF) return { [`${name}.diff`]: formatAbout(answer) + diff };
  return {
    [`${name}/${ABOUT_FILE}`]: formatAbout(answer),
    ...Object.fromEntries(changed.map(([path, text]) => [`${name}/${path}`, text])),
  };
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
