import { getCollection } from 'astro:content';

import en from '../../content/en/course.json' with { type: 'json' };
import ko from '../../content/ko/course.json' with { type: 'json' };
import { buildCourse, writtenLessons, type Course, type WrittenLesson } from '../course/course.ts';
import { lessonPath } from '../course/lesson-id.ts';
import { outlineSchema } from '../course/outline.ts';
import { twinPath } from '../course/twin.ts';
import { LANGS, type Lang } from '../i18n/strings.ts';

const outlines: Record<Lang, unknown> = { en, ko };

/** The course as readers of a language see it, from the prose that is there. */
export async function loadCourse(lang: Lang): Promise<Course> {
  const entries = (await getCollection('prose')).map(({ id, data }) => ({ id, ...data }));
  return buildCourse(lang, outlineSchema.parse(outlines[lang]), entries);
}

/** A page of a lesson, or of its twin. */
export interface LessonRoute {
  lang: Lang;
  course: Course;
  lesson: WrittenLesson;
  twin?: boolean;
}

/** Every lesson page there is, in every language. */
export async function lessonRoutes(): Promise<LessonRoute[]> {
  const courses = await Promise.all(LANGS.map(async lang => ({ lang, course: await loadCourse(lang) })));
  return courses.flatMap(({ lang, course }) => writtenLessons(course).map(lesson => ({ lang, course, lesson })));
}

/** The page of every lesson's twin, in every language: a twin has all of them. */
export async function twinRoutes(): Promise<LessonRoute[]> {
  const twins = new Set((await getCollection('twins')).map(({ id }) => id));
  const routes = (await lessonRoutes()).filter(({ lang, lesson }) => twins.has(`${lang}/${lesson.exercise}`));
  return routes.map(route => ({ ...route, twin: true }));
}

/** What a link to a lesson's twin needs; undefined for a lesson without one. */
export async function twinLink(
  lang: Lang,
  lesson: WrittenLesson,
): Promise<{ href: string; title: string } | undefined> {
  const entry = (await getCollection('twins')).find(({ id }) => id === `${lang}/${lesson.exercise}`);
  return entry && { href: twinPath(lessonPath(lang, lesson)), title: entry.data.title };
}

/** `getStaticPaths` of a page that exists once in every language. */
export function langPaths() {
  return LANGS.map(lang => ({ params: { lang }, props: { lang } }));
}
