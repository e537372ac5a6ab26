import type { Exercise } from '../../course/exercise.ts';
import { judgedFiles } from '../../course/file-modes.ts';
import { MOST_OWN, nameProblem } from '../../course/own-files.ts';
import { overlay, type FileMap } from '../../course/workspace.ts';

/** Characters of all files together: far more than any answer has. */
const LONGEST = 512 * 1024;

/** What is run of a submission; or, in English, why nothing of it can be. */
export type AnswerFiles = { work: FileMap } | { problem: string };

/**
 * The lesson's own files with what the pupil may write of them, and the pupil's own beside; a file that no page would send
 * is a problem. Scratch files are judged as the starter has them, as on the page.
 */
export function answerFiles(
  { exercise, starter }: { exercise: Pick<Exercise, 'files'>; starter: FileMap },
  files: FileMap,
): AnswerFiles {
  const own = Object.keys(files).filter(path => !Object.hasOwn(exercise.files, path));
  const stray = own.find(path => nameProblem(path, Object.keys(starter)) !== undefined);
  if (stray !== undefined) return { problem: `"${stray.slice(0, 100)}" is no file of this lesson` };
  if (own.length > MOST_OWN) return { problem: `it has ${own.length} files of its own; ${MOST_OWN} are allowed` };
  const length = Object.values(files).reduce((sum, text) => sum + text.length, 0);
  if (length > LONGEST) return { problem: `its files have ${length} characters; ${LONGEST} are allowed` };
  const written = Object.entries(files).filter(([path]) => exercise.files[path] !== 'read');
  return { work: judgedFiles(overlay(starter, Object.fromEntries(written)), starter, exercise.files) };
}
