import { exerciseSchema, type Exercise } from '../exercise.ts';
import { folderOf } from '../twin.ts';
import { below, namesIn, overlay, type FileMap } from '../workspace.ts';
import { answerProblems, checksProblems, pkiProblems, starterProblems } from './lesson-problems.ts';
import { problemAtTop, type Problem, type Read } from './problem.ts';
import { Source } from './source.ts';
import { readWrongAnswers, type WrongAnswer } from './wrong/read.ts';

/** An exercise and its answers. Every set of files is whole: the starter's, overlaid with what the folder holds. */
export interface LessonFiles {
  slug: string;
  exercise: Exercise;
  starter: FileMap;
  solution: FileMap;
  /** Other right answers, by folder name. */
  also: ReadonlyMap<string, FileMap>;
  /** By the name of their diff or folder. */
  wrong: ReadonlyMap<string, WrongAnswer>;
}

/**
 * Reads an exercise, a lesson's or a twin's, from the files of its folder, by their paths in it; its checks as they lie there. Undefined
 * without a sound lesson.json, which everything else is held against.
 */
export function readLesson(slug: string, files: FileMap): Read<LessonFiles & { checks: FileMap }> {
  const source = sourceOf(slug, files['lesson.json']);
  if (!(source instanceof Source)) return { value: undefined, problems: [source] };
  const { value: exercise, problems } = source.read(exerciseSchema);
  if (!exercise) return { value: undefined, problems };

  const starter = below('starter/', files);
  const checks = below('checks/', files);
  const answers = readAnswers(slug, exercise, starter, files);
  return {
    value: { slug, exercise, starter, checks, ...answers.value },
    problems: [
      ...starterProblems(source, slug, exercise, starter),
      ...pkiProblems(source, exercise),
      ...checksProblems(slug, checks),
      ...answers.problems,
    ],
  };
}

function sourceOf(slug: string, text: string | undefined): Source | Problem {
  const file = `lessons/${folderOf(slug)}/lesson.json`;
  if (text === undefined) return problemAtTop(file, 'is missing; docs/adding-a-lesson.md shows one to copy');
  return new Source(file, text, { json: true });
}

function readAnswers(slug: string, exercise: Exercise, starter: FileMap, files: FileMap) {
  const right = (path: string) => {
    const own = below(`${path}/`, files);
    return { files: overlay(starter, own), problems: answerProblems(slug, path, { exercise, starter, own }) };
  };
  const solution = right('solution');
  const also = new Map(namesIn(below('also/', files)).map(name => [name, right(`also/${name}`)]));
  // A wrong answer is told by its difference from the solution: one mistake in that is not to be told for each of them.
  const wrongFiles = solution.problems.length > 0 ? {} : below('wrong/', files);
  const wrong = readWrongAnswers({ slug, exercise, solution: solution.files, wrong: wrongFiles });
  return {
    value: {
      solution: solution.files,
      also: new Map([...also].map(([name, answer]) => [name, answer.files])),
      wrong: wrong.answers,
    },
    problems: [solution, ...also.values(), wrong].flatMap(({ problems }) => problems),
  };
}
