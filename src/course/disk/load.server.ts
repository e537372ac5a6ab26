import { join } from 'node:path';

import { folderOf, twinOf } from '../twin.ts';
import { below, type ExerciseBundle, type FileMap } from '../workspace.ts';
import { inProject } from '../../project.server.ts';
import { bundleOf } from './bundle.server.ts';
import { didYouMean } from './did-you-mean.ts';
import { foldersIn, readFiles } from './folder.server.ts';
import { readLesson, type LessonFiles } from './lesson.ts';
import { LessonError, problemAtTop, wholeOf } from './problem.ts';

/** An exercise from disk, with what it is run and checked with. */
export interface Lesson extends LessonFiles {
  bundle: ExerciseBundle;
}

export interface Places {
  lessons?: string;
}

/** The slugs of all lessons: the folders under lessons/. */
export function lessonSlugs(lessons = inProject('lessons')): Promise<string[]> {
  return foldersIn(lessons);
}

/** The slugs of all exercises: each lesson, and its twin where it has one (`<lesson>-twin`, in `lessons/<lesson>/twin/`). */
export async function exerciseSlugs(lessons = inProject('lessons')): Promise<string[]> {
  const slugs = await lessonSlugs(lessons);
  const all = slugs.map(async slug => {
    const hasTwin = (await foldersIn(join(lessons, slug))).includes('twin');
    return hasTwin ? [slug, twinOf(slug)] : [slug];
  });
  return (await Promise.all(all)).flat();
}

/** Reads an exercise's folder and the harness; rejects with a `LessonError` of everything a lesson writer can mend. */
export async function loadLesson(slug: string, places: Places = {}): Promise<Lesson> {
  return withBundle(readLesson(slug, await filesOf(slug, places)));
}

/** The same without what it is run with, which takes a while to put together. */
export async function loadAnswers(slug: string, places: Places = {}): Promise<LessonFiles> {
  return wholeOf(readLesson(slug, await filesOf(slug, places)));
}

/** The same but for the wrong answers, whose files come as they lie there: one may be what is to be mended. */
export async function loadRight(
  slug: string,
  places: Places = {},
): Promise<Omit<Lesson, 'wrong'> & { wrongFiles: FileMap }> {
  const files = await filesOf(slug, places);
  const { value, problems } = readLesson(slug, files);
  const wrongFolder = `lessons/${folderOf(slug)}/wrong/`;
  const others = problems.filter(({ file }) => !file.startsWith(wrongFolder));
  return { ...(await withBundle({ value, problems: others })), wrongFiles: below('wrong/', files) };
}

async function filesOf(slug: string, { lessons = inProject('lessons') }: Places): Promise<FileMap> {
  const slugs = await exerciseSlugs(lessons);
  if (slugs.includes(slug)) return readFiles(join(lessons, folderOf(slug)));
  const message = `exercise "${slug}" not found in lessons/${didYouMean(slug, slugs)}`;
  throw new LessonError([problemAtTop(`lessons/${folderOf(slug)}/lesson.json`, message)]);
}

async function withBundle(read: ReturnType<typeof readLesson>): Promise<Lesson> {
  const { checks, ...lesson } = wholeOf(read);
  return { ...lesson, bundle: await bundleOf(lesson, checks) };
}
