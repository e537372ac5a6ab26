import type { Course, Lesson, WrittenLesson } from './course.ts';
import type { GlossaryTerm } from './glossary.ts';

/** The lessons that one needs, in teaching order. */
export function neededLessons(course: Course, { needs = [] }: Pick<WrittenLesson, 'needs'>): Lesson[] {
  return course.chapters.flatMap(({ lessons }) => lessons.filter(({ slug }) => needs.includes(slug)));
}

/** The words of the glossary that a page's prose shows (`<Term id>`) and another lesson explains, in the order they come. */
export function neededWords(body: string, slug: string, terms: readonly GlossaryTerm[]): GlossaryTerm[] {
  const ids = new Set([...body.matchAll(/<Term\b[^>]*?\bid=(["'])(.*?)\1/g)].map(match => match[2]!));
  return [...ids].flatMap(id => terms.find(term => term.id === id && term.lesson !== slug) ?? []);
}
