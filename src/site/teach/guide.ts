import { existsSync } from 'node:fs';

import { getCollection, getEntry } from 'astro:content';

import { writtenLessons, type Chapter, type WrittenLesson } from '../../course/course.ts';
import type { LessonPlan } from '../../course/plan.ts';
import { LANGS, type Lang } from '../../i18n/strings.ts';
import { inProject } from '../../project.server.ts';
import { loadCourse } from '../course-data.ts';
import { GUIDE_PAGES, guidePath, handoutPath, planPath, type GuidePage } from './addresses.ts';

/** A chapter with plans, and the lessons that have one, in teaching order. */
export interface PlannedChapter {
  chapter: Chapter;
  lead: string;
  lessons: readonly { lesson: WrittenLesson; plan: LessonPlan }[];
}

/** The chapters that have plans in a language, in their order. */
export async function plannedChapters(lang: Lang): Promise<PlannedChapter[]> {
  const course = await loadCourse(lang);
  const written = writtenLessons(course);
  const plans = new Map((await getCollection('plans')).map(({ id, data }) => [id, data]));
  return course.chapters.flatMap(chapter => {
    const plan = plans.get(`${lang}/${String(chapter.number).padStart(2, '0')}-${chapter.slug}`);
    if (!plan) return [];
    const lessons = written
      .filter(lesson => lesson.chapter === chapter.slug && plan.lessons[lesson.slug])
      .map(lesson => ({ lesson, plan: plan.lessons[lesson.slug]! }));
    return [{ chapter, lead: plan.lead, lessons }];
  });
}

/** The pages of the guide's own text that have something to tell of, in their order. */
export async function guidePages(): Promise<GuidePage[]> {
  const all = GUIDE_PAGES.map(async page => ({ page, onlyWith: (await guideEntry('en', page)).data.onlyWith }));
  return (await Promise.all(all))
    .filter(({ onlyWith }) => onlyWith === undefined || existsSync(inProject(onlyWith)))
    .map(({ page }) => page);
}

/** Each of them in every language. */
export async function guideRoutes(): Promise<{ lang: Lang; page: GuidePage }[]> {
  const pages = await guidePages();
  return LANGS.flatMap(lang => pages.map(page => ({ lang, page })));
}

/** Every chapter with plans, in every language. */
export async function planRoutes() {
  const all = LANGS.map(async lang => (await plannedChapters(lang)).map(planned => ({ lang, planned })));
  return (await Promise.all(all)).flat();
}

/** Every lesson with a plan, in every language. */
export async function handoutRoutes() {
  return (await planRoutes()).flatMap(({ lang, planned: { chapter, lessons } }) =>
    lessons.map(one => ({ lang, chapter, ...one })),
  );
}

/** The text of one of the guide's pages. */
export async function guideEntry(lang: Lang, page: GuidePage) {
  const entry = await getEntry('guide', `${lang}/${page}`);
  if (!entry) throw new Error(`content/${lang}/teaching/${page}.md is not in the collection "guide"`);
  return entry;
}

/** What every page of the guide leads to. */
export async function guideNav(lang: Lang) {
  const pages = (await guidePages()).map(async page => {
    const { data } = await guideEntry(lang, page);
    return { href: guidePath(lang, page), title: data.title };
  });
  const chapters = (await plannedChapters(lang)).map(({ chapter: { number, slug, title } }) => ({
    href: planPath(lang, slug),
    title: `${number}. ${title}`,
  }));
  return { pages: await Promise.all(pages), chapters };
}

/** The address of every page of the guide, by its language. */
export async function guidePaths(): Promise<((lang: Lang) => string)[]> {
  const chapters = await plannedChapters('en');
  return [
    ...(await guidePages()).map(page => (lang: Lang) => guidePath(lang, page)),
    ...chapters.map(
      ({ chapter }) =>
        (lang: Lang) =>
          planPath(lang, chapter.slug),
    ),
    ...chapters.flatMap(({ lessons }) =>
      lessons.map(
        ({ lesson }) =>
          (lang: Lang) =>
            handoutPath(lang, lesson.slug),
      ),
    ),
  ];
}
