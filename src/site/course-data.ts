import { getCollection } from 'astro:content';

import en from '../../content/en/course.json' with { type: 'json' };
import ko from '../../content/ko/course.json' with { type: 'json' };
import { buildCourse, writtenLessons, type Course, type WrittenLesson } from '../course/course.ts';
import { outlineSchema } from '../course/outline.ts';
import { LANGS, type Lang } from '../i18n/strings.ts';

const outlines: Record<Lang, unknown> = { en, ko };

/** The course as readers of a language see it, from the prose that is there. */
export async function loadCourse(lang: Lang): Promise<Course> {
  const entries = (await getCollection('prose')).map(({ id, data }) => ({ id, ...data }));
  return buildCourse(lang, outlineSchema.parse(outlines[lang]), entries);
}

export interface LessonRoute {
  lang: Lang;
  course: Course;
  lesson: WrittenLesson;
}

/** Every lesson page there is, in every language. */
export async function lessonRoutes(): Promise<LessonRoute[]> {
  const courses = await Promise.all(LANGS.map(async lang => ({ lang, course: await loadCourse(lang) })));
  return courses.flatMap(({ lang, course }) => writtenLessons(course).map(lesson => ({ lang, course, lesson })));
}

/** `getStaticPaths` of a page that exists once in every language. */
export function langPaths() {
  return LANGS.map(lang => ({ params: { lang }, props: { lang } }));
}
