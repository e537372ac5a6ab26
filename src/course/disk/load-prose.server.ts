import { join } from 'node:path';

import type { Prose, TwinProse } from '../prose.ts';
import { inProject } from '../../project.server.ts';
import { readFiles } from './folder.server.ts';
import { problemsBetween } from './page-problems.ts';
import { wholeOf } from './problem.ts';
import { readPages } from './prose.ts';
import { readTwinPages } from './twin.ts';

export interface LoadedPage<Words = Prose> {
  /** Relative to the project, for messages. */
  file: string;
  prose: Words;
}

/** The frontmatter of every lesson page of a language, by the exercise it belongs to; rejects with a `LessonError`. */
export async function proseByExercise(lang: string, content = inProject('content')): Promise<Map<string, LoadedPage>> {
  const { pages, problems } = readPages(lang, await readFiles(join(content, lang)));
  const whole = wholeOf({ value: pages, problems: [...problems, ...problemsBetween(pages)] });
  return new Map(whole.map(({ source, exercise, prose }) => [exercise, { file: source.file, prose: prose! }]));
}

/** The frontmatter of every twin's page of a language, by its exercise (`aead-twin`); rejects with a `LessonError`. */
export async function twinProseByExercise(
  lang: string,
  content = inProject('content'),
): Promise<Map<string, LoadedPage<TwinProse>>> {
  const { pages, problems } = readTwinPages(lang, await readFiles(join(content, lang)));
  const whole = wholeOf({ value: pages, problems });
  return new Map(whole.map(({ source, exercise, prose }) => [exercise, { file: source.file, prose: prose! }]));
}
