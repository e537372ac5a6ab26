import { LANGS } from '../../i18n/strings.ts';
import { exerciseGaps, pageGaps, wordGaps } from './contract.ts';
import { glossaryProblems } from './glossary.ts';
import { lookProblems } from './hands-on.ts';
import { strayLabelProblems } from './label-problems.ts';
import { exerciseProblems, needsProblems, problemsBetween, stepProblems } from './page-problems.ts';
import { planFileProblems, planProblems } from './plans.ts';
import type { Problem } from './problem.ts';
import type { ProsePage } from './prose.ts';
import { twinProblems, type TwinPage } from './twin.ts';
import { readCourse, type CourseContent, type CourseLesson } from './read-course.server.ts';

/**
 * Everything wrong with the course below `root` that would mislead a reader: lessons and prose that cannot be read,
 * checks without words and words without checks, pages that do not fit together, and what a lesson of the second
 * edition lacks. In order of files.
 */
export async function validateCourse(root: string): Promise<Problem[]> {
  const { lessons, contents } = await readCourse(root);
  const exercises = new Map(lessons.map(({ slug, value }) => [slug, value?.exercise]));
  const pages = contents.flatMap(({ pages }) => pages);
  const twins = contents.flatMap(({ twins }) => twins);
  return inOrder([
    ...lessons.flatMap(({ problems }) => problems),
    ...contents.flatMap(({ problems }) => problems),
    ...glossariesProblems(contents),
    ...contents.flatMap(({ pages, planned }) => pages.flatMap(page => needsProblems(page, pages, planned))),
    ...pages.flatMap(page => exerciseProblems(page, exercises)),
    ...twinProblems(twins, exercises, LANGS),
    ...lessons.flatMap(lesson => wordsProblems(lesson, pages, twins)),
    ...lessons.filter(({ value }) => value?.exercise.edition === 2).flatMap(lesson => gapsOf(lesson, pages, twins)),
    ...problemsBetween(pages),
    ...plansProblems(lessons, contents),
  ]);
}

/** What a lesson, or a twin, lacks of the second edition, in its folder and on its pages; nothing for an exercise that is not there. */
export async function contractGaps(root: string, slug: string): Promise<Problem[]> {
  const { lessons, contents } = await readCourse(root);
  const pages = contents.flatMap(({ pages }) => pages);
  const twins = contents.flatMap(({ twins }) => twins);
  return inOrder(lessons.filter(lesson => lesson.slug === slug).flatMap(lesson => gapsOf(lesson, pages, twins)));
}

function gapsOf(
  { slug, value, labels }: CourseLesson,
  pages: readonly ProsePage[],
  twins: readonly TwinPage[],
): Problem[] {
  if (!value) return [];
  return [
    ...exerciseGaps(value),
    ...pagesOf(slug, pages).flatMap(page => pageGaps(page, labels)),
    ...pagesOf(slug, twins).flatMap(page => (page.prose ? wordGaps({ ...page, prose: page.prose }, labels) : [])),
  ];
}

/** What of a lesson's pages does not fit its exercise, besides the checks. */
function wordsProblems(
  { slug, value, labels }: CourseLesson,
  pages: readonly ProsePage[],
  twins: readonly TwinPage[],
): Problem[] {
  if (!value) return [];
  return [
    ...pagesOf(slug, pages).flatMap(page => [
      ...stepProblems(page, value.exercise),
      ...lookProblems(page, value.exercise),
    ]),
    ...[...pagesOf(slug, pages), ...pagesOf(slug, twins)].flatMap(page => strayLabelProblems(page, labels)),
  ];
}

function glossariesProblems(contents: readonly CourseContent[]): Problem[] {
  const all = contents.flatMap(({ glossary }) => glossary ?? []);
  const lessons = contents.flatMap(({ pages, planned }) => [
    ...pages.map(({ id }) => id.slug),
    ...planned.map(file => file.replace(/^.*\/\d+-/, '')),
  ]);
  return all.flatMap(one => glossaryProblems(one, all, [...new Set(lessons)]));
}

function plansProblems(lessons: readonly CourseLesson[], contents: readonly CourseContent[]): Problem[] {
  const wrong = new Map(lessons.map(({ slug, value }) => [slug, value?.wrong]));
  const plans = contents.flatMap(({ plans }) => plans);
  const pages = contents.flatMap(({ pages }) => pages);
  const chapters = contents.flatMap(({ chapters }) => chapters);
  return [
    ...planFileProblems(plans, [...new Set(chapters)], LANGS),
    ...plans.flatMap(file => planProblems(file, pages, wrong, plans)),
  ];
}

function pagesOf<Page extends { exercise: string }>(slug: string, pages: readonly Page[]): Page[] {
  return pages.filter(({ exercise }) => exercise === slug);
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
