import { getEntry } from 'astro:content';

import { writtenLessons, type Course } from '../course/course.ts';
import { lessonPath } from '../course/lesson-id.ts';
import type { Lang } from '../i18n/strings.ts';
import { twinLink } from './course-data.ts';
import type { RecallPages } from './Recall.tsx';

/** The recall questions of a language's lessons, as far as they have some, and where a lesson's twin is. */
export async function recallPages(course: Course): Promise<RecallPages> {
  const pages = await Promise.all(
    writtenLessons(course).map(async lesson => {
      const recall = (await getEntry('prose', lesson.id))?.data.recall;
      const { title, exercise } = lesson;
      const twin = await twinLink(course.lang as Lang, lesson);
      const page = { title, href: lessonPath(course.lang, lesson), recall: recall ?? [], ...(twin && { twin }) };
      return recall || twin ? [[exercise, page] as const] : [];
    }),
  );
  return Object.fromEntries(pages.flat());
}
