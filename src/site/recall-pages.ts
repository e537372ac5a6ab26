import { getEntry } from 'astro:content';

import { writtenLessons, type Course } from '../course/course.ts';
import { lessonPath } from '../course/lesson-id.ts';
import type { RecallPages } from './Recall.tsx';

/** The recall questions of a language's lessons, as far as they have some. */
export async function recallPages(course: Course): Promise<RecallPages> {
  const pages = await Promise.all(
    writtenLessons(course).map(async lesson => {
      const recall = (await getEntry('prose', lesson.id))?.data.recall;
      const { title, exercise } = lesson;
      return recall ? [[exercise, { title, href: lessonPath(course.lang, lesson), recall }] as const] : [];
    }),
  );
  return Object.fromEntries(pages.flat());
}
