import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { proseSchema, type Prose } from '../prose.ts';
import { inProject } from '../../project.server.ts';
import { readFiles } from './folder.ts';
import { LessonError } from './load.ts';

export interface ProsePage {
  /** Relative to the project, for messages. */
  file: string;
  prose: Prose;
}

/** The frontmatter of every lesson page of a language, by the exercise it belongs to. */
export async function proseByExercise(lang: string, content = inProject('content')): Promise<Map<string, ProsePage>> {
  const pages = new Map<string, ProsePage>();
  for (const [path, text] of Object.entries(await readFiles(join(content, lang)))) {
    if (!/^\d\d-[^/]+\/\d\d-[^/]+\.mdx$/.test(path)) continue;
    const file = `content/${lang}/${path}`;
    const prose = readFrontmatter(file, text);
    const other = pages.get(prose.exercise);
    if (other) throw new LessonError(`${file} and ${other.file} are both about the exercise "${prose.exercise}"`);
    pages.set(prose.exercise, { file, prose });
  }
  return pages;
}

function readFrontmatter(file: string, text: string): Prose {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text);
  if (!match) throw new LessonError(`${file} does not begin with frontmatter between two lines of ---`);
  const parsed = proseSchema.safeParse(parse(match[1]!));
  if (!parsed.success) throw new LessonError(`${file}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
