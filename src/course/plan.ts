import { z } from 'zod';

const text = z.string().min(1);
const slug = z.string().regex(/^[a-z0-9-]+$/);
const spoken = z.strictObject({ ask: text, answer: text });

/**
 * What a teacher is told of a lesson, besides what the lesson says itself.
 * - `show`: the failure to show first, to the whole class.
 * - `before`, `after`: a question to ask the class, and what it should come to.
 * - `mistakes`: names of wrong answers under `lessons/<slug>/wrong/`, those that a class makes.
 * - `labels`: what these believe, in a language other than English, by the English sentence (`Misconception:`).
 * - `board`: what to write on the board, as it stands; handouts have it for a picture.
 */
export const lessonPlanSchema = z.strictObject({
  show: text,
  before: spoken,
  after: spoken,
  mistakes: z.array(slug).min(3).max(5),
  labels: z.record(text, text).optional(),
  board: text,
});

/** `content/<lang>/teaching/plans/<NN-chapter>.yaml`: what to know of the chapter, and its lessons by their slugs. */
export const chapterPlanSchema = z.strictObject({ lead: text, lessons: z.record(slug, lessonPlanSchema) });

/**
 * The frontmatter of a page of the teacher's guide, `content/<lang>/teaching/<page>.md`. A page that tells of a part of
 * the project names its folder (`onlyWith`), and is left out where that is not there.
 */
export const guideSchema = z.strictObject({ title: text, summary: text, onlyWith: text.optional() });

export type LessonPlan = z.infer<typeof lessonPlanSchema>;
export type ChapterPlan = z.infer<typeof chapterPlanSchema>;

/** Minutes of a lesson in class. */
export interface ClassTime {
  show: number;
  work: number;
  talk: number;
  total: number;
}

/**
 * An estimate for a lesson that takes one reader `minutes`: half as long again for a class to work, to the next five
 * minutes, and a frame around it. Nobody has measured it yet.
 */
export function classTime(minutes: number): ClassTime {
  const [show, talk] = [5, 10];
  const work = Math.ceil((minutes * 1.5) / 5) * 5;
  return { show, work, talk, total: show + work + talk };
}
