import { join } from 'node:path';

import { LANGS } from '../../i18n/strings.ts';
import { foldersIn, readFiles } from './folder.server.ts';
import { readLesson } from './lesson.ts';
import { readChapters } from './outline.ts';
import { chapterProblems, exerciseProblems, problemsBetween } from './page-problems.ts';
import type { Problem } from './problem.ts';
import { readPages } from './prose.ts';

/**
 * Everything wrong with the course below `root` that would mislead a reader: lessons and prose that cannot be read,
 * checks without words and words without checks, pages that do not fit together. In order of files.
 */
export async function validateCourse(root: string): Promise<Problem[]> {
  const lessons = await readLessons(join(root, 'lessons'));
  const exercises = new Map(lessons.map(({ slug, value }) => [slug, value?.exercise]));
  const contents = await Promise.all(LANGS.map(lang => readContent(root, lang)));
  const pages = contents.flatMap(({ pages }) => pages);
  return [
    ...lessons.flatMap(({ problems }) => problems),
    ...contents.flatMap(({ problems }) => problems),
    ...pages.flatMap(page => exerciseProblems(page, exercises)),
    ...problemsBetween(pages),
  ].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

async function readLessons(folder: string) {
  const slugs = await foldersIn(folder);
  return Promise.all(slugs.map(async slug => ({ slug, ...readLesson(slug, await readFiles(join(folder, slug))) })));
}

async function readContent(root: string, lang: string) {
  const files = await readFiles(join(root, 'content', lang));
  const chapters = readChapters(lang, files['course.json']);
  const { pages, problems } = readPages(lang, files);
  const pageFiles = Object.keys(files).filter(path => path.endsWith('.mdx'));
  const strays = pageFiles.flatMap(path => chapterProblems(`content/${lang}/${path}`, chapters.value));
  return { pages, problems: [...chapters.problems, ...problems, ...strays] };
}
