import { join } from 'node:path';

import type { Prose } from '../prose.ts';
import { inProject } from '../../project.server.ts';
import { readFiles } from './folder.server.ts';
import { problemsBetween } from './page-problems.ts';
import { wholeOf } from './problem.ts';
import { readPages } from './prose.ts';

export interface LoadedPage {
  /** Relative to the project, for messages. */
  file: string;
  prose: Prose;
}

/** The frontmatter of every lesson page of a language, by the exercise it belongs to; rejects with a `LessonError`. */
export async function proseByExercise(lang: string, content = inProject('content')): Promise<Map<string, LoadedPage>> {
  const { pages, problems } = readPages(lang, await readFiles(join(content, lang)));
  const whole = wholeOf({ value: pages, problems: [...problems, ...problemsBetween(pages)] });
  return new Map(whole.map(({ source, exercise, prose }) => [exercise, { file: source.file, prose: prose! }]));
}
