import { getEntry } from 'astro:content';

import { writtenLessons, type Course } from '../course/course.ts';

/** What checks are called in a language, and what is said of their outcomes. */
export type CheckTitles = Readonly<Record<string, { title: string; outcomes: Readonly<Record<string, string>> }>>;

/** Those of every written lesson, by exercise. */
export async function loadCheckTitles(course: Course): Promise<Readonly<Record<string, CheckTitles>>> {
  const lessons = await Promise.all(
    writtenLessons(course).map(async ({ id, exercise }) => {
      const checks = (await getEntry('prose', id))?.data.checks ?? {};
      return [exercise, checks] as const;
    }),
  );
  return Object.fromEntries(lessons);
}
