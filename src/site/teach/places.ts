import { render } from 'astro:content';

import { fill, stringsFor, type Lang } from '../../i18n/strings.ts';
import type { Place } from '../../ui/search/find.ts';
import { guidePath, planPath } from './addresses.ts';
import { guideEntry, guidePages, plannedChapters } from './guide.ts';

/** What of the teacher's guide can be searched for: its pages with their headings, and the plan of each lesson. */
export async function guidePlaces(lang: Lang): Promise<Place[]> {
  const { teach } = stringsFor(lang);
  const pages = (await guidePages()).map(async (page): Promise<Place[]> => {
    const entry = await guideEntry(lang, page);
    const { title, summary } = entry.data;
    const href = guidePath(lang, page);
    const { headings } = await render(entry);
    return [
      { href, text: title, within: teach.title, also: summary },
      ...headings.map(({ slug, text }) => ({ href: `${href}#${slug}`, text, within: title })),
    ];
  });
  const plans = (await plannedChapters(lang)).flatMap(({ chapter, lessons }): Place[] => {
    const href = planPath(lang, chapter.slug);
    const text = fill(teach.plansOf, { chapter: chapter.title });
    const own = lessons.map(({ lesson }) => ({ href: `${href}#${lesson.slug}`, text: lesson.title, within: text }));
    return [{ href, text, within: teach.title }, ...own];
  });
  return [...(await Promise.all(pages)).flat(), ...plans];
}
