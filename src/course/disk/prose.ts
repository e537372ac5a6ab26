import { parseLessonId, type LessonId } from '../lesson-id.ts';
import { proseSchema, type Prose } from '../prose.ts';
import type { FileMap } from '../workspace.ts';
import { placeProblems } from './hands-on.ts';
import { problemAtTop, type Problem, type Read } from './problem.ts';
import { Source } from './source.ts';

/** Below `content/<lang>/`: pages without a number, each of a lesson's twin (twin.ts). */
export const TWINS = 'twins/';

/** A lesson's page, as far as other files are held against it. */
export interface ProsePage {
  id: LessonId;
  /** Where its frontmatter stands, for problems that are only seen beside other files. */
  source: Source;
  exercise: string;
  /** The ids of the checks it has words for; undefined where it has none to compare. */
  checks: readonly string[] | undefined;
  /** The lines in which something is still to be written (`TODO`), frontmatter and text. */
  todos: readonly number[];
  /** Undefined where it has a mistake. */
  prose: Prose | undefined;
}

/** Reads a lesson's page, `content/<lang>/<NN-chapter>/<NN-lesson>.mdx`; undefined where it names no exercise. */
export function readProse(file: string, text: string): Read<ProsePage> {
  const id = idOf(file);
  if (!id)
    return broken(file, 'is named in a way that gives no address; use content/<lang>/<NN-chapter>/<NN-lesson>.mdx');
  const source = frontmatterOf(file, text);
  if (!(source instanceof Source)) return { value: undefined, problems: [source] };
  const { value: prose, problems } = source.read(proseSchema);
  const { exercise } = (source.value ?? {}) as { exercise?: unknown };
  if (typeof exercise !== 'string') return { value: undefined, problems };
  return {
    value: { id, source, exercise, checks: checksIn(source), todos: todosIn(text), prose },
    problems: [...problems, ...placeProblems(source, text)],
  };
}

/** A page's frontmatter, or what is wrong where it has none. */
export function frontmatterOf(file: string, text: string): Source | Problem {
  const frontmatter = /^---\r?\n([\s\S]*?)^---\s*$/m.exec(text);
  if (frontmatter?.index === 0) return new Source(file, frontmatter[1]!, { firstLine: 2 });
  return problemAtTop(file, 'does not begin with frontmatter between two lines of ---');
}

/** The ids of the checks that a page has words for, whatever these are; undefined where it has none to compare. */
export function checksIn(source: Source): string[] | undefined {
  const { checks } = (source.value ?? {}) as { checks?: unknown };
  return typeof checks === 'object' && checks !== null ? Object.keys(checks) : undefined;
}

/** Reads every lesson's page of a language, from the files of `content/<lang>/` by their paths in it. */
export function readPages(lang: string, files: FileMap): { pages: ProsePage[]; problems: Problem[] } {
  const read = Object.entries(files)
    .filter(([path]) => path.endsWith('.mdx') && !path.startsWith(TWINS))
    .map(([path, text]) => readProse(`content/${lang}/${path}`, text));
  return {
    pages: read.flatMap(({ value }) => value ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** What a page's file says of it: `content/en/02-encryption/10-aead.mdx`. */
export function idOf(file: string): LessonId | undefined {
  return parseLessonId(file.slice('content/'.length, -'.mdx'.length));
}

export function todosIn(text: string): number[] {
  return text.split('\n').flatMap((line, at) => (/\bTODO\b/.test(line) ? [at + 1] : []));
}

function broken(file: string, message: string): { value: undefined; problems: Problem[] } {
  return { value: undefined, problems: [problemAtTop(file, message)] };
}
