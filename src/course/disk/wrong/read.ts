import { checkIds, type Exercise } from '../../exercise.ts';
import { folderOf } from '../../twin.ts';
import { below, namesIn, overlay, type FileMap } from '../../workspace.ts';
import { NOT_JUDGED } from '../lesson-problems.ts';
import type { Problem } from '../problem.ts';
import { didYouMean } from '../did-you-mean.ts';
import { readAbout, type About } from './about.ts';
import { applyDiff } from './diff.ts';
import { Mistake } from './mistake.ts';

export interface WrongAnswer extends About {
  files: FileMap;
}

/** What a wrong answer is told by: the exercise, its whole solution, and every file below its `wrong/`. */
export interface WrongFolder {
  slug: string;
  exercise: Exercise;
  solution: FileMap;
  wrong: FileMap;
}

export const ABOUT_FILE = 'about.txt';

/** The wrong answers of a lesson by name, in both forms (`<name>.diff`, `<name>/`), and what is to be mended in them. */
export function readWrongAnswers(lesson: WrongFolder): { answers: Map<string, WrongAnswer>; problems: Problem[] } {
  const answers = new Map<string, WrongAnswer>();
  const problems: Problem[] = [];
  for (const entry of namesIn(lesson.wrong)) {
    const name = entry.replace(/\.diff$/, '');
    try {
      if (answers.has(name)) throw new Mistake(1, `stands beside wrong/${name}/; leave one of them`);
      answers.set(name, readWrongAnswer(entry, lesson));
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      const { line, message, file = entry } = error;
      problems.push({ file: `lessons/${folderOf(lesson.slug)}/wrong/${file}`, line, column: 1, message });
    }
  }
  return { answers, problems };
}

function readWrongAnswer(entry: string, { slug, exercise, solution, wrong }: WrongFolder): WrongAnswer {
  const text = wrong[entry];
  const ids = checkIds(exercise);
  if (text === undefined) return readWhole(entry, ids, { exercise, solution, wrong });
  const name = /^([\w-]+)\.diff$/.exec(entry)?.[1];
  if (!name) throw new Mistake(1, 'is no wrong answer; call it <name>.diff, or put whole files into a folder <name>/');
  const about = readAbout(text, ids);
  try {
    const own = applyDiff(text, solution);
    assertEditable(own, exercise, () => entry);
    return { ...about, files: overlay(solution, own) };
  } catch (error) {
    if (error instanceof Mistake) error.message += `; to write it anew: npm run wrong -- ${slug} ${name}`;
    throw error;
  }
}

function readWhole(
  name: string,
  ids: readonly string[],
  { exercise, solution, wrong }: Omit<WrongFolder, 'slug'>,
): WrongAnswer {
  const { [ABOUT_FILE]: text = '', ...own } = below(`${name}/`, wrong);
  assertEditable(own, exercise, path => `${name}/${path}`);
  const about = inFile(`${name}/${ABOUT_FILE}`, () => readAbout(text, ids));
  const files = overlay(solution, own);
  const same = Object.keys(own).every(path => own[path] === solution[path]);
  if (same)
    throw new Mistake(1, "changes nothing: its files are the solution's", `${name}/${Object.keys(own)[0] ?? ''}`);
  return { ...about, files };
}

function assertEditable(own: FileMap, exercise: Exercise, fileOf: (path: string) => string): void {
  for (const path of Object.keys(own)) {
    const mode = exercise.files[path];
    if (mode === 'edit') continue;
    throw new Mistake(
      1,
      mode
        ? `changes ${path}, ${NOT_JUDGED[mode]}`
        : `${path} is no file of the exercise${didYouMean(path, Object.keys(exercise.files))}`,
      fileOf(path),
    );
  }
}

function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Mistake) throw new Mistake(error.line, error.message, file);
    throw error;
  }
}
