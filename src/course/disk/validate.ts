import { join } from 'node:path';

import { outlineSchema } from '../course.ts';
import { checkIds, exerciseSchema, type Exercise } from '../exercise.ts';
import { parseLessonId, type LessonId } from '../lesson-id.ts';
import { proseSchema } from '../prose.ts';
import { overlay, type FileMap } from '../workspace.ts';
import { LANGS } from '../../i18n/strings.ts';
import { didYouMean } from './did-you-mean.ts';
import { below, foldersIn, readFiles } from './folder.ts';
import { readWrongAnswers } from './wrong/read.ts';
import { formatProblems, Source, type Problem } from './source.ts';

export { formatProblems, type Problem };

interface ProsePage {
  id: LessonId;
  source: Source;
  exercise: string;
}

/**
 * Everything wrong with the course below `root` that would mislead a reader: prose that does not fit its schema,
 * checks without words and words without checks, exercises and files that are not there, wrong answers that cannot be
 * read. In order of files.
 */
export async function validateCourse(root: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  const exercises = await validateExercises(root, problems);
  const pages: ProsePage[] = [];
  for (const lang of LANGS) {
    const files = await readFiles(join(root, 'content', lang));
    const chapters = validateOutline(lang, files['course.json'], problems);
    for (const [path, text] of Object.entries(files)) {
      if (!path.endsWith('.mdx')) continue;
      const page = validateProse(`content/${lang}/${path}`, text, { chapters, exercises }, problems);
      if (page) pages.push(page);
    }
  }
  validateTogether(pages, problems);
  return problems.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** By slug; undefined for an exercise that is there but broken, so that its prose is not blamed for it. */
type Exercises = Map<string, Exercise | undefined>;

async function validateExercises(root: string, problems: Problem[]): Promise<Exercises> {
  const exercises: Exercises = new Map();
  for (const slug of await foldersIn(join(root, 'lessons'))) {
    const files = await readFiles(join(root, 'lessons', slug));
    exercises.set(slug, validateExercise(slug, files, problems));
  }
  return exercises;
}

function validateExercise(slug: string, files: FileMap, problems: Problem[]): Exercise | undefined {
  const file = `lessons/${slug}/lesson.json`;
  const text = files['lesson.json'];
  if (text === undefined) {
    problems.push({ file, line: 1, column: 1, message: 'is missing; docs/adding-a-lesson.md shows one to copy' });
    return undefined;
  }
  const source = new Source(file, text);
  const found = source.problems.length > 0 ? source.problems : source.mistakes(exerciseSchema);
  problems.push(...found);
  if (found.length > 0) return undefined;

  const exercise = exerciseSchema.parse(source.value);
  const starter = Object.keys(below('starter/', files));
  for (const path of Object.keys(exercise.files).filter(listed => !starter.includes(listed))) {
    problems.push(
      source.problemAtKey(['files', path], `"${path}" is not in lessons/${slug}/starter/${didYouMean(path, starter)}`),
    );
  }
  for (const path of starter.filter(there => !(there in exercise.files))) {
    problems.push(
      source.problemAtKey(['files'], `starter/${path} is not listed; add it as "edit" or "read", or take the file out`),
    );
  }
  const solution = overlay(below('starter/', files), below('solution/', files));
  problems.push(...readWrongAnswers({ slug, exercise, solution, wrong: below('wrong/', files) }).problems);
  return exercise;
}

function validateOutline(lang: string, text: string | undefined, problems: Problem[]): string[] {
  const file = `content/${lang}/course.json`;
  if (text === undefined) {
    problems.push({ file, line: 1, column: 1, message: 'is missing; it names the chapters of the course' });
    return [];
  }
  const source = new Source(file, text);
  const found = source.problems.length > 0 ? source.problems : source.mistakes(outlineSchema);
  problems.push(...found);
  if (found.length > 0) return Object.keys((source.value as { chapters?: object } | undefined)?.chapters ?? {});

  const { chapters, planned } = outlineSchema.parse(source.value);
  const names = Object.keys(chapters);
  for (const lesson of Object.keys(planned)) {
    const chapter = lesson.split('/')[0]!;
    if (chapter in chapters) continue;
    problems.push(
      source.problemAtKey(
        ['planned', lesson],
        `chapter "${chapter}" is not under "chapters"${didYouMean(chapter, names)}`,
      ),
    );
  }
  return names;
}

function validateProse(
  file: string,
  text: string,
  known: { chapters: string[]; exercises: Exercises },
  problems: Problem[],
): ProsePage | undefined {
  const atTop = (message: string) => void problems.push({ file, line: 1, column: 1, message });
  const id = parseLessonId(file.slice('content/'.length, -'.mdx'.length));
  if (!id) return atTop('is named in a way that gives no address; use content/<lang>/<NN-chapter>/<NN-lesson>.mdx');
  const chapter = file.split('/')[2]!;
  if (!known.chapters.includes(chapter)) {
    atTop(`chapter "${chapter}" is not in content/${id.lang}/course.json${didYouMean(chapter, known.chapters)}`);
  }
  const frontmatter = /^---\r?\n([\s\S]*?)^---\s*$/m.exec(text);
  if (!frontmatter || frontmatter.index !== 0) return atTop('does not begin with frontmatter between two lines of ---');

  const source = new Source(file, frontmatter[1]!, 2);
  const found = source.problems.length > 0 ? source.problems : source.mistakes(proseSchema);
  problems.push(...found);
  const slug = (source.value as { exercise?: unknown } | undefined)?.exercise;
  if (typeof slug !== 'string') return undefined;
  if (known.exercises.has(slug)) validateChecks(source, slug, known.exercises.get(slug), problems);
  else
    problems.push(
      source.problem(
        ['exercise'],
        `exercise "${slug}" not found in lessons/${didYouMean(slug, known.exercises.keys())}`,
      ),
    );
  return { id, source, exercise: slug };
}

/** Every check has words, and every word a check (lesson.json lists them). */
function validateChecks(source: Source, slug: string, exercise: Exercise | undefined, problems: Problem[]): void {
  const { checks } = source.value as { checks?: unknown };
  if (!exercise || typeof checks !== 'object' || checks === null) return;
  const ids = checkIds(exercise);
  const written = Object.keys(checks);
  for (const id of ids.filter(one => !written.includes(one))) {
    problems.push(
      source.problemAtKey(
        ['checks'],
        `check "${id}" of lessons/${slug}/lesson.json has no words here; add it with a title and a why`,
      ),
    );
  }
  for (const id of written.filter(one => !ids.includes(one))) {
    problems.push(
      source.problemAtKey(
        ['checks', id],
        `check "${id}" is not in lessons/${slug}/lesson.json under "steps"${didYouMean(id, ids)}`,
      ),
    );
  }
}

/** What can only be seen beside other pages: two at one address, one exercise in two lessons, languages apart. */
function validateTogether(pages: readonly ProsePage[], problems: Problem[]): void {
  pages.forEach((page, at) => {
    for (const other of pages.slice(0, at)) {
      const { id, source } = page;
      const sameLang = id.lang === other.id.lang;
      const sameAddress = id.chapter === other.id.chapter && id.slug === other.id.slug;
      if (sameLang && sameAddress)
        problems.push(source.problem([], `has the same address as ${other.source.file}; rename one`));
      if (sameLang && page.exercise === other.exercise) {
        problems.push(
          source.problem(['exercise'], `exercise "${page.exercise}" already belongs to ${other.source.file}`),
        );
      }
      if (!sameLang && sameAddress && page.exercise !== other.exercise) {
        problems.push(
          source.problem(
            ['exercise'],
            `${other.source.file} has the exercise "${other.exercise}"; both languages share one`,
          ),
        );
      }
      if (!sameLang && sameAddress && (id.number !== other.id.number || id.chapterNumber !== other.id.chapterNumber)) {
        problems.push(source.problem([], `stands at another number than ${other.source.file}; rename one of them`));
      }
    }
  });
}
