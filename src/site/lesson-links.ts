import type { Course } from '../course/course.ts';
import { lessonPath } from '../course/lesson-id.ts';

/** Every lesson of a course by its slug; those that are written have an address. */
export function lessonLinks(lang: string, course: Course) {
  return new Map(
    course.chapters
      .flatMap(chapter => chapter.lessons)
      .map(lesson => {
        const { slug, number, title, written } = lesson;
        return [slug, { number, title, ...(written && { href: lessonPath(lang, lesson) }) }];
      }),
  );
}
