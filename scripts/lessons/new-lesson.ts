import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { didYouMean } from '../../src/course/disk/did-you-mean.ts';
import { lessonSlugs } from '../../src/course/disk/load.server.ts';
import { outlineSchema, type Outline } from '../../src/course/outline.ts';
import { lessonOfTwin } from '../../src/course/twin.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import { blankLesson, blankTwin } from './blank.ts';

const OUTLINE = 'content/en/course.json';

/**
 * Lays down a lesson below `root`; resolves with its files. `place` is `<NN-chapter>/<NN-lesson>`, the planned one of
 * that name unless told. Rejects, and writes nothing, where any of the files is there already.
 */
export async function newLesson(root: string, slug: string, place?: string): Promise<string[]> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw new Error(`"${slug}" is no slug: lower-case words with hyphens`);
  if (lessonOfTwin(slug) !== undefined)
    throw new Error(`"${slug}" is what a twin goes by; give the lesson another name`);
  const outline = outlineSchema.parse(JSON.parse(await readFile(join(root, OUTLINE), 'utf8')));
  return writeNew(root, blankLesson(slug, placeOf(slug, place, outline), await packageJson(root)));
}

/** Lays down the twin of a lesson below `root`; resolves with its files. Rejects as {@link newLesson} does. */
export async function newTwin(root: string, lesson: string): Promise<string[]> {
  const lessons = await lessonSlugs(join(root, 'lessons'));
  if (!lessons.includes(lesson)) throw new Error(`no lesson "${lesson}" in lessons/${didYouMean(lesson, lessons)}`);
  return writeNew(root, blankTwin(lesson, await packageJson(root)));
}

async function writeNew(root: string, files: FileMap): Promise<string[]> {
  for (const path of Object.keys(files)) {
    if (await isThere(join(root, path))) throw new Error(`${path} is there already`);
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return Object.keys(files);
}

function placeOf(slug: string, place: string | undefined, { chapters, planned }: Outline): string {
  const found = place ?? Object.keys(planned).find(file => file.replace(/^.*\/\d{2}-/, '') === slug);
  if (!found)
    throw new Error(`"${slug}" is not planned in ${OUTLINE}; say where it stands: --at <NN-chapter>/<NN-lesson>`);
  const [chapter = ''] = found.split('/');
  if (!/^\d{2}-[a-z0-9-]+\/\d{2}-[a-z0-9-]+$/.test(found) || !(chapter in chapters)) {
    throw new Error(
      `"${found}" is no <NN-chapter>/<NN-lesson> of ${OUTLINE}${didYouMean(chapter, Object.keys(chapters))}`,
    );
  }
  return found;
}

/** Every lesson has the same. */
async function packageJson(root: string): Promise<string> {
  const [first] = await lessonSlugs(join(root, 'lessons'));
  if (!first) throw new Error('lessons/ is empty: there is no package.json to copy');
  return readFile(join(root, 'lessons', first, 'package.json'), 'utf8');
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
