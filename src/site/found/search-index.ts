import { getEntry, render } from 'astro:content';

import { chapterOf, writtenLessons } from '../../course/course.ts';
import { lessonPath } from '../../course/lesson-id.ts';
import type { Lang } from '../../i18n/strings.ts';
import type { Place } from '../../ui/search/find.ts';
import { loadCourse } from '../course-data.ts';
import { guidePlaces } from '../teach/places.ts';
import { termsIn } from './terms.ts';

/** All that can be searched for in a language: lessons, their headings and terms, in teaching order; then the teacher's guide. */
export async function searchIndex(lang: Lang): Promise<Place[]> {
  const course = await loadCourse(lang);
  const places = await Promise.all(
    writtenLessons(course).map(async (lesson): Promise<Place[]> => {
      const { title, summary } = lesson;
      const href = lessonPath(lang, lesson);
      const entry = (await getEntry('prose', lesson.id))!;
      const { headings } = await render(entry);
      const at = (id: string | undefined): string => (id ? `${href}#${id}` : href);
      return [
        { href, text: title, within: chapterOf(course, lesson).title, also: summary },
        ...headings.map(({ slug, text }) => ({ href: at(slug), text, within: title })),
        ...termsIn(entry.body ?? '').map(({ term, english, heading }) => {
          const also = english ? { also: english } : {};
          return { href: at(headings[heading]?.slug), text: term, within: title, ...also };
        }),
      ];
    }),
  );
  return [...places.flat(), ...(await guidePlaces(lang))];
}
