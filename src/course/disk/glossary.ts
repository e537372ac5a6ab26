import { glossarySchema, type Glossary } from '../glossary.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAtTop, type Problem, type Read } from './problem.ts';
import { Source } from './source.ts';

/** A language's glossary as far as it could be read, and where its entries stand. */
export interface GlossaryFile {
  source: Source;
  terms: Glossary | undefined;
  /** The ids that it has words for, however broken these are. */
  ids: readonly string[];
}

/** Reads `content/<lang>/glossary.yaml`; undefined, and no problem, where a course has none. */
export function readGlossary(lang: string, text: string | undefined): Read<GlossaryFile> {
  if (text === undefined) return { value: undefined, problems: [] };
  const source = new Source(`content/${lang}/glossary.yaml`, text);
  const { value: terms, problems } = source.read(glossarySchema);
  return { value: { source, terms, ids: Object.keys((source.value as object | undefined) ?? {}) }, problems };
}

/** Terms that another language has and this one lacks, and lessons that the course does not have. */
export function glossaryProblems(
  { source, terms, ids }: GlossaryFile,
  others: readonly GlossaryFile[],
  lessons: readonly string[],
): Problem[] {
  const lacking = others.flatMap(other =>
    other.ids
      .filter(id => !ids.includes(id))
      .map(id => source.problem([], `the term "${id}" is missing; ${other.source.file} has it`)),
  );
  const strays = Object.entries(terms ?? {})
    .filter(([, { lesson }]) => !lessons.includes(lesson))
    .map(([id, { lesson }]) =>
      source.problem([id, 'lesson'], `the course has no lesson "${lesson}"${didYouMean(lesson, lessons)}`),
    );
  return [...lacking, ...strays];
}

/** Terms that a page's prose shows and the glossary lacks, each at its line. */
export function termProblems(file: string, text: string, ids: readonly string[]): Problem[] {
  return [...text.matchAll(/<Term\b[^>]*?\bid=(["'])(.*?)\1/g)].flatMap(({ 2: id, index }) => {
    if (ids.includes(id!)) return [];
    const line = text.slice(0, index).split('\n').length;
    const lang = file.split('/')[1];
    const message = `the term "${id}" is not in content/${lang}/glossary.yaml${didYouMean(id!, ids)}`;
    return [{ ...problemAtTop(file, message), line }];
  });
}
