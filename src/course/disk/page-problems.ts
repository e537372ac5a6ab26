import { checkIds, type Exercise } from '../exercise.ts';
import { parseLessonId } from '../lesson-id.ts';
import { folderOf } from '../twin.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAtTop, type Problem } from './problem.ts';
import { idOf, type ProsePage } from './prose.ts';
import { shapeProblems } from './shape.ts';

/** By slug; undefined for an exercise that is there but broken, so that its prose is not blamed for it. */
export type Exercises = ReadonlyMap<string, Exercise | undefined>;

/** A page, whatever is in it, stands in a chapter of its language's outline. */
export function chapterProblems(file: string, chapters: readonly string[]): Problem[] {
  const chapter = file.split('/')[2]!;
  const lang = idOf(file)?.lang;
  if (!lang || chapters.includes(chapter)) return [];
  const near = didYouMean(chapter, chapters);
  return [problemAtTop(file, `chapter "${chapter}" is not in content/${lang}/course.json${near}`)];
}

/** A page's exercise is there; every check of it has words, and every word a check (lesson.json lists them). */
export function exerciseProblems(
  { source, exercise: slug, checks }: Pick<ProsePage, 'source' | 'exercise' | 'checks'>,
  exercises: Exercises,
): Problem[] {
  const exercise = exercises.get(slug);
  if (!exercises.has(slug)) {
    const near = didYouMean(slug, exercises.keys());
    return [source.problem(['exercise'], `exercise "${slug}" not found in lessons/${near}`)];
  }
  if (!exercise || !checks) return [];
  const ids = checkIds(exercise);
  const lesson = `lessons/${folderOf(slug)}/lesson.json`;
  return [
    ...ids
      .filter(id => !checks.includes(id))
      .map(id =>
        source.problemAtKey(['checks'], `check "${id}" of ${lesson} has no words here; add it with a title and a why`),
      ),
    ...checks
      .filter(id => !ids.includes(id))
      .map(id =>
        source.problemAtKey(['checks', id], `check "${id}" is not in ${lesson} under "steps"${didYouMean(id, ids)}`),
      ),
  ];
}

/** A page that tells its steps tells each of lesson.json's. */
export function stepProblems({ source, prose }: ProsePage, exercise: Exercise): Problem[] {
  const { steps } = prose ?? {};
  if (!steps || steps.length === exercise.steps.length) return [];
  return [source.problemAtKey(['steps'], `has ${steps.length} steps, and lesson.json ${exercise.steps.length}`)];
}

/** Every lesson that a page needs stands before it, written or planned (`planned` as in course.json). */
export function needsProblems(page: ProsePage, pages: readonly ProsePage[], planned: readonly string[]): Problem[] {
  const { source, id, prose } = page;
  const before = [
    ...pages.map(other => other.id),
    ...planned.flatMap(file => parseLessonId(`${id.lang}/${file}`) ?? []),
  ]
    .filter(other => other.lang === id.lang && other.number < id.number)
    .map(({ slug }) => slug);
  return (prose?.needs ?? []).flatMap((slug, at) =>
    before.includes(slug)
      ? []
      : [source.problem(['needs', at], `no lesson "${slug}" stands before this one${didYouMean(slug, before)}`)],
  );
}

/** What can only be seen beside other pages: two at one address, one exercise in two lessons, languages apart. */
export function problemsBetween(pages: readonly ProsePage[]): Problem[] {
  return pages.flatMap((page, at) =>
    pages
      .slice(0, at)
      .flatMap(other =>
        page.id.lang === other.id.lang ? problemsInOneLanguage(page, other) : problemsAcrossLanguages(page, other),
      ),
  );
}

function problemsInOneLanguage(page: ProsePage, other: ProsePage): Problem[] {
  const { source, exercise } = page;
  const { file } = other.source;
  return [
    ...(sameAddress(page, other) ? [source.problem([], `has the same address as ${file}; rename one`)] : []),
    ...(exercise === other.exercise
      ? [source.problem(['exercise'], `exercise "${exercise}" already belongs to ${file}`)]
      : []),
  ];
}

function problemsAcrossLanguages(page: ProsePage, other: ProsePage): Problem[] {
  if (!sameAddress(page, other)) return [];
  const { source, id } = page;
  const { file } = other.source;
  const apart = id.number !== other.id.number || id.chapterNumber !== other.id.chapterNumber;
  return [
    ...(page.exercise === other.exercise
      ? []
      : [source.problem(['exercise'], `${file} has the exercise "${other.exercise}"; both languages share one`)]),
    ...(apart ? [source.problem([], `stands at another number than ${file}; rename one of them`)] : []),
    ...(page.exercise === other.exercise ? shapeProblems(page, other) : []),
  ];
}

function sameAddress(one: ProsePage, other: ProsePage): boolean {
  return one.id.chapter === other.id.chapter && one.id.slug === other.id.slug;
}
