import type { Course } from '../course/course.ts';
import { loadGlossary } from '../course/disk/load-glossary.server.ts';
import { lessonLinks } from './lesson-links.ts';

/** A language's glossary with the lessons of its course; those that are written have an address. */
export async function glossaryTerms(lang: string, course: Course) {
  const lessons = lessonLinks(lang, course);
  return (await loadGlossary(lang)).map(({ lesson: slug, ...term }) => {
    const lesson = lessons.get(slug);
    if (!lesson) throw new Error(`content/${lang}/glossary.yaml: the course has no lesson "${slug}"`);
    return { ...term, lesson };
  });
}

/** What `<Term id>` in a page's prose needs (`Astro.locals.glossary`). */
export async function glossaryLocals(lang: string) {
  return { terms: await loadGlossary(lang), address: `/${lang}/glossary/`, shown: 0 };
}
