import { join } from 'node:path';

import { z } from 'zod';

import { exerciseSchema, type Exercise } from '../exercise.ts';
import { overlay, type ExerciseBundle, type FileMap } from '../workspace.ts';
import { formatProblems } from './source.ts';
import { ensurePki } from '../../pki/index.ts';
import { inProject } from '../../project.server.ts';
import { didYouMean } from './did-you-mean.ts';
import { below, foldersIn, readFiles } from './folder.ts';
import { readWrongAnswers, type WrongAnswer } from './wrong/read.ts';

/** What of `harness/` goes into a workspace's `check/`. */
const HARNESS_FILES = ['harness.mjs', 'lock.mjs', 'report.mjs', 'wire.mjs', 'run.mjs'];

/** An exercise from disk. Every set of files is whole: the starter's, overlaid with what the folder holds. */
export interface Lesson {
  slug: string;
  exercise: Exercise;
  starter: FileMap;
  solution: FileMap;
  /** Other right answers, by folder name. */
  also: ReadonlyMap<string, FileMap>;
  /** By the name of their diff or folder. */
  wrong: ReadonlyMap<string, WrongAnswer>;
  bundle: ExerciseBundle;
}

export interface Places {
  lessons?: string;
  /** A folder of certificates and keys; minted where needed unless told. */
  pki?: string;
}

/** A mistake in a lesson's folder; the message says where and what to write instead. */
export class LessonError extends Error {
  override name = 'LessonError';
}

/** The names of all exercises: the folders under lessons/. */
export function lessonSlugs(lessons = inProject('lessons')): Promise<string[]> {
  return foldersIn(lessons);
}

/** Reads `lessons/<slug>/` and the harness; rejects with a `LessonError` for anything a lesson writer can mend. */
export async function loadLesson(slug: string, places: Places = {}): Promise<Lesson> {
  const { wrongFiles, ...lesson } = await loadRight(slug, places);
  const { answers, problems } = readWrongAnswers({ ...lesson, wrong: wrongFiles });
  if (problems.length > 0) throw new LessonError(formatProblems(problems));
  return { ...lesson, wrong: answers };
}

/** The same but for the wrong answers, whose files come as they lie there: one may be what is to be mended. */
export async function loadRight(slug: string, places: Places = {}): Promise<Omit<Lesson, 'wrong'> & { wrongFiles: FileMap }> {
  const lessons = places.lessons ?? inProject('lessons');
  const slugs = await lessonSlugs(lessons);
  if (!slugs.includes(slug)) throw new LessonError(`exercise "${slug}" not found in lessons/${didYouMean(slug, slugs)}`);

  const folder = join(lessons, slug);
  const files = await readFiles(folder);
  const exercise = readExercise(slug, files['lesson.json']);
  const starter = below('starter/', files);
  assertStarter(slug, exercise, starter);
  const answer = (path: string, own: FileMap): FileMap => {
    assertAnswer(`lessons/${slug}/${path}`, exercise, starter, own);
    return overlay(starter, own);
  };

  return {
    slug,
    exercise,
    starter,
    solution: answer('solution', below('solution/', files)),
    also: new Map((await foldersIn(join(folder, 'also'))).map(name => [
      name, answer(`also/${name}`, below(`also/${name}/`, files)),
    ])),
    wrongFiles: below('wrong/', files),
    bundle: await bundleOf(slug, exercise, below('checks/', files), places),
  };
}

function readExercise(slug: string, text: string | undefined): Exercise {
  const file = `lessons/${slug}/lesson.json`;
  if (text === undefined) throw new LessonError(`${file} is missing; docs/adding-a-lesson.md shows one to copy`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new LessonError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const parsed = exerciseSchema.safeParse(json);
  if (!parsed.success) throw new LessonError(`${file}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function assertStarter(slug: string, exercise: Exercise, starter: FileMap): void {
  const listed = Object.keys(exercise.files);
  const present = Object.keys(starter);
  for (const path of listed.filter(one => !present.includes(one))) {
    throw new LessonError(`lessons/${slug}/lesson.json lists "${path}" under "files", `
      + `which is not in lessons/${slug}/starter/${didYouMean(path, present)}`);
  }
  for (const path of present.filter(one => !listed.includes(one))) {
    throw new LessonError(`lessons/${slug}/starter/${path} is not listed in lesson.json; `
      + 'add it under "files" as "edit" or "read", or take it out');
  }
}

function assertAnswer(folder: string, exercise: Exercise, starter: FileMap, own: FileMap): void {
  if (Object.keys(own).length === 0) throw new LessonError(`${folder}/ holds no file; put there what differs from starter/`);
  for (const [path, text] of Object.entries(own)) {
    const mode = exercise.files[path];
    if (!mode) throw new LessonError(`${folder}/${path} is no file of the exercise${didYouMean(path, Object.keys(starter))}`);
    if (mode === 'read' && text !== starter[path]) {
      throw new LessonError(`${folder}/${path} differs from starter/${path}, which a learner may only read; `
        + 'make it "edit" in lesson.json, or the same');
    }
  }
}

async function bundleOf(slug: string, exercise: Exercise, checks: FileMap, places: Places): Promise<ExerciseBundle> {
  if (!(`${slug}.test.mjs` in checks)) {
    const near = didYouMean(`${slug}.test.mjs`, Object.keys(checks));
    throw new LessonError(`lessons/${slug}/checks/${slug}.test.mjs is missing${near}`);
  }
  const clash = HARNESS_FILES.find(name => name in checks);
  if (clash) throw new LessonError(`lessons/${slug}/checks/${clash} would replace a file of the harness; call it something else`);
  const harness = await readFiles(inProject('harness'));
  const wanted = exercise.pki.length + exercise.checkPki.length;
  const pki = wanted > 0 ? await readFiles(places.pki ?? await ensurePki()) : {};
  return {
    slug,
    pki: pick(slug, 'pki', exercise.pki, pki),
    check: {
      ...Object.fromEntries(HARNESS_FILES.map(name => [name, harness[name]!])),
      ...checks,
      // `t.pki(name)` knows one folder, whoever else may read the file.
      ...prefixed('pki/', { ...pick(slug, 'pki', exercise.pki, pki), ...pick(slug, 'checkPki', exercise.checkPki, pki) }),
    },
  };
}

function pick(slug: string, field: string, names: readonly string[], pki: FileMap): FileMap {
  return Object.fromEntries(names.map(name => {
    const text = pki[name];
    if (text !== undefined) return [name, text];
    throw new LessonError(`lessons/${slug}/lesson.json lists "${name}" under "${field}", which src/pki/profiles.ts `
      + `does not make${didYouMean(name, Object.keys(pki))}`);
  }));
}

function prefixed(folder: string, files: FileMap): FileMap {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [folder + path, text]));
}
