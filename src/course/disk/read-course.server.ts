import { join } from 'node:path';

import { LANGS } from '../../i18n/strings.ts';
import { folderOf } from '../twin.ts';
import { readFiles } from './folder.server.ts';
import { readGlossary, termProblems, type GlossaryFile } from './glossary.ts';
import { readLesson, type LessonFiles } from './lesson.ts';
import { exerciseSlugs } from './load.server.ts';
import { readChapters } from './outline.ts';
import { chapterProblems } from './page-problems.ts';
import { readPlans, type PlanFile } from './plans.ts';
import type { Problem } from './problem.ts';
import { readPages, type ProsePage } from './prose.ts';
import { seenLabels, type SeenLabel } from './seen-labels.ts';
import { readTwinPages, type TwinPage } from './twin.ts';
import type { FileMap } from '../workspace.ts';

/** An exercise, a lesson's or a twin's, as far as it could be read, with the labels that its checks show. */
export interface CourseLesson {
  slug: string;
  value: (LessonFiles & { checks: FileMap }) | undefined;
  labels: readonly SeenLabel[];
  problems: readonly Problem[];
}

/** A language's pages, of lessons and of twins, with the chapters and the lessons that are planned, as course.json has them. */
export interface CourseContent {
  pages: readonly ProsePage[];
  twins: readonly TwinPage[];
  plans: readonly PlanFile[];
  chapters: readonly string[];
  planned: readonly string[];
  glossary: GlossaryFile | undefined;
  problems: readonly Problem[];
}

/** Reads everything of a course below `root`, mistakes and all. */
export async function readCourse(root: string): Promise<{ lessons: CourseLesson[]; contents: CourseContent[] }> {
  const [lessons, contents] = await Promise.all([
    readLessons(join(root, 'lessons')),
    Promise.all(LANGS.map(lang => readContent(root, lang))),
  ]);
  return { lessons, contents };
}

async function readLessons(folder: string): Promise<CourseLesson[]> {
  const slugs = await exerciseSlugs(folder);
  return Promise.all(
    slugs.map(async slug => {
      const read = readLesson(slug, await readFiles(join(folder, folderOf(slug))));
      return { slug, labels: seenLabels(read.value?.checks ?? {}), ...read };
    }),
  );
}

async function readContent(root: string, lang: string): Promise<CourseContent> {
  const files = await readFiles(join(root, 'content', lang));
  const chapters = readChapters(lang, files['course.json']);
  const { pages, problems } = readPages(lang, files);
  const twins = readTwinPages(lang, files);
  const plans = readPlans(lang, files);
  const glossary = readGlossary(lang, files['glossary.yaml']);
  const pageFiles = Object.entries(files).filter(([path]) => path.endsWith('.mdx'));
  const strays = pageFiles.flatMap(([path, text]) => [
    ...chapterProblems(`content/${lang}/${path}`, chapters.value.names),
    ...termProblems(`content/${lang}/${path}`, text, glossary.value?.ids ?? []),
  ]);
  return {
    pages,
    twins: twins.pages,
    plans: plans.plans,
    chapters: chapters.value.names,
    planned: chapters.value.planned,
    glossary: glossary.value,
    problems: [
      ...chapters.problems,
      ...problems,
      ...twins.problems,
      ...plans.problems,
      ...glossary.problems,
      ...strays,
    ],
  };
}
