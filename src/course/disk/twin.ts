import { twinProseSchema, type TwinProse } from '../prose.ts';
import { folderOf, lessonOfTwin, twinOf } from '../twin.ts';
import type { FileMap } from '../workspace.ts';
import { didYouMean } from './did-you-mean.ts';
import { exerciseProblems, type Exercises } from './page-problems.ts';
import { problemAtTop, type Problem, type Read } from './problem.ts';
import { checksIn, frontmatterOf, todosIn, TWINS, type ProsePage } from './prose.ts';
import { shapeProblems } from './shape.ts';
import { Source } from './source.ts';

/** The page of a lesson's twin, as far as other files are held against it. */
export interface TwinPage extends Pick<ProsePage, 'source' | 'exercise' | 'checks' | 'todos'> {
  lang: string;
  prose: TwinProse | undefined;
}

/** Reads every twin's page of a language, from the files of `content/<lang>/` by their paths in it. */
export function readTwinPages(lang: string, files: FileMap): { pages: TwinPage[]; problems: Problem[] } {
  const read = Object.entries(files)
    .filter(([path]) => path.startsWith(TWINS))
    .map(([path, text]) => readTwinPage(lang, path.slice(TWINS.length), text));
  return {
    pages: read.flatMap(({ value }) => value ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readTwinPage(lang: string, name: string, text: string): Read<TwinPage> {
  const file = `content/${lang}/${TWINS}${name}`;
  const lesson = /^([a-z0-9-]+)\.mdx$/.exec(name)?.[1];
  const source = lesson
    ? frontmatterOf(file, text)
    : problemAtTop(file, 'is no page; name it as its lesson, <lesson>.mdx');
  if (!lesson || !(source instanceof Source)) return { value: undefined, problems: [source as Problem] };
  const { value: prose, problems } = source.read(twinProseSchema);
  const page = { lang, source, exercise: twinOf(lesson), checks: checksIn(source), todos: todosIn(text), prose };
  return { value: page, problems };
}

/**
 * What of the twins and their pages does not fit together: each has a page in every language, of one shape, with words
 * for exactly its checks. `langs` are all languages.
 */
export function twinProblems(pages: readonly TwinPage[], exercises: Exercises, langs: readonly string[]): Problem[] {
  const twins = [...exercises.keys()].filter(slug => lessonOfTwin(slug) !== undefined);
  return [
    ...twins.flatMap(slug => lackingPages(slug, pages, langs)),
    ...pages.flatMap(page => problemsOfPage(page, exercises)),
    ...pages.flatMap((page, at) =>
      pages
        .slice(0, at)
        .filter(other => other.exercise === page.exercise)
        .flatMap(other => shapeProblems(page, other)),
    ),
  ];
}

function lackingPages(slug: string, pages: readonly TwinPage[], langs: readonly string[]): Problem[] {
  const lacking = langs.filter(lang => !pages.some(page => page.lang === lang && page.exercise === slug));
  return lacking.map(lang =>
    problemAtTop(
      `lessons/${folderOf(slug)}/lesson.json`,
      `has no page content/${lang}/${TWINS}${lessonOfTwin(slug)}.mdx; a twin has one in every language`,
    ),
  );
}

function problemsOfPage(page: TwinPage, exercises: Exercises): Problem[] {
  if (exercises.has(page.exercise)) return exerciseProblems(page, exercises);
  const lessons = [...exercises.keys()].flatMap(slug => lessonOfTwin(slug) ?? []);
  const near = didYouMean(lessonOfTwin(page.exercise)!, lessons);
  return [problemAtTop(page.source.file, `has no exercise: lessons/${folderOf(page.exercise)}/ is not there${near}`)];
}
