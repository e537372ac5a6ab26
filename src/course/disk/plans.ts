import { chapterPlanSchema, type ChapterPlan, type LessonPlan } from '../plan.ts';
import type { FileMap } from '../workspace.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAtTop, type Problem } from './problem.ts';
import type { ProsePage } from './prose.ts';
import { Source } from './source.ts';
import type { About } from './wrong/about.ts';

const PLANS = /^teaching\/plans\/(.+)\.yaml$/;

/** A chapter's plans in a language as far as they could be read, and where they stand. */
export interface PlanFile {
  lang: string;
  /** As the chapter's folder, `02-encryption`. */
  chapter: string;
  source: Source;
  plan: ChapterPlan | undefined;
}

/** What a plan is held against: the wrong answers of each exercise, by name; undefined where the lesson is broken. */
export type WrongAnswers = ReadonlyMap<string, ReadonlyMap<string, About> | undefined>;

/** Reads every chapter's plans of a language, from the files of `content/<lang>/` by their paths in it. */
export function readPlans(lang: string, files: FileMap): { plans: PlanFile[]; problems: Problem[] } {
  const read = Object.entries(files).flatMap(([path, text]) => {
    const chapter = PLANS.exec(path)?.[1];
    if (chapter === undefined) return [];
    const source = new Source(`content/${lang}/${path}`, text);
    const { value: plan, problems } = source.read(chapterPlanSchema);
    return [{ file: { lang, chapter, source, plan }, problems }];
  });
  return { plans: read.map(({ file }) => file), problems: read.flatMap(({ problems }) => problems) };
}

/** What of a chapter's plans does not fit the lessons they are for, or the plans of other languages. */
export function planProblems(
  file: PlanFile,
  pages: readonly ProsePage[],
  wrong: WrongAnswers,
  others: readonly PlanFile[],
): Problem[] {
  const own = pages.filter(({ id }) => id.lang === file.lang);
  return Object.entries(file.plan?.lessons ?? {}).flatMap(([slug, plan]) => {
    const page = own.find(({ id, source }) => id.slug === slug && source.file.split('/')[2] === file.chapter);
    if (!page) return [strayLesson(file, slug, own)];
    const answers = wrong.get(page.exercise);
    return [...(answers ? mistakeProblems(file, slug, plan, answers) : []), ...apartProblems(file, slug, plan, others)];
  });
}

function strayLesson({ source, chapter, lang }: PlanFile, slug: string, pages: readonly ProsePage[]): Problem {
  const known = pages.filter(page => page.source.file.split('/')[2] === chapter).map(({ id }) => id.slug);
  const message = `content/${lang}/${chapter}/ has no lesson "${slug}"${didYouMean(slug, known)}`;
  return source.problemAtKey(['lessons', slug], message);
}

/** Each mistake is a wrong answer of the lesson; outside English each has its words, and no others stand there. */
function mistakeProblems(
  { source, lang }: PlanFile,
  slug: string,
  { mistakes, labels = {} }: LessonPlan,
  answers: ReadonlyMap<string, About>,
): Problem[] {
  const place = ['lessons', slug];
  const unknown = mistakes.flatMap((name, at) =>
    answers.has(name)
      ? []
      : [source.problem([...place, 'mistakes', at], `no wrong answer "${name}"${didYouMean(name, answers.keys())}`)],
  );
  const believed = mistakes.flatMap(name => answers.get(name)?.misconception ?? []);
  const lacking = believed.filter(sentence => lang !== 'en' && !(sentence in labels));
  const stray = Object.keys(labels).filter(sentence => lang === 'en' || !believed.includes(sentence));
  return [
    ...unknown,
    ...lacking.map(sentence => source.problemAtKey(place, `"labels" lacks "${sentence}"`)),
    ...stray.map(sentence =>
      source.problemAtKey([...place, 'labels', sentence], `none of these mistakes believes "${sentence}"`),
    ),
  ];
}

/** The same lessons in each language, with the same mistakes. */
function apartProblems(file: PlanFile, slug: string, plan: LessonPlan, others: readonly PlanFile[]): Problem[] {
  return others
    .filter(other => other.chapter === file.chapter && other.lang !== file.lang && other.plan)
    .flatMap(({ plan: chapter, source: { file: there } }) => {
      const twin = chapter!.lessons[slug];
      if (!twin) return [file.source.problemAtKey(['lessons', slug], `${there} has no plan for this lesson`)];
      if (twin.mistakes.join() === plan.mistakes.join()) return [];
      return [file.source.problemAtKey(['lessons', slug, 'mistakes'], `${there} names other mistakes`)];
    });
}

/** A language that lacks a whole chapter of another one's plans, or whose chapter the course lacks. */
export function planFileProblems(
  files: readonly PlanFile[],
  chapters: readonly string[],
  langs: readonly string[],
): Problem[] {
  const strays = files
    .filter(({ chapter }) => !chapters.includes(chapter))
    .map(({ source, chapter }) => problemAtTop(source.file, `no chapter "${chapter}"${didYouMean(chapter, chapters)}`));
  const lacking = files.flatMap(({ chapter, source }) =>
    langs
      .filter(lang => !files.some(other => other.lang === lang && other.chapter === chapter))
      .map(lang => problemAtTop(source.file, `content/${lang}/teaching/plans/${chapter}.yaml is missing`)),
  );
  return [...strays, ...lacking];
}
