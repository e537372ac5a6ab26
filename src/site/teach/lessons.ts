import { getEntry } from 'astro:content';

import type { WrittenLesson } from '../../course/course.ts';
import { loadGlossary } from '../../course/disk/load-glossary.server.ts';
import { loadAnswers } from '../../course/disk/load.server.ts';
import { neededWords } from '../../course/needs.ts';
import type { LessonPlan } from '../../course/plan.ts';
import { taughtLesson, type TaughtLesson } from '../../course/taught.ts';

/** As many words as a sheet has room for. */
const WORDS = 5;

/** A lesson as its teacher is told of it. */
export async function taught(lang: string, lesson: WrittenLesson, plan: LessonPlan): Promise<TaughtLesson> {
  const { data } = await proseOf(lesson);
  return taughtLesson(lang, lesson, plan, data, (await loadAnswers(lesson.exercise)).wrong);
}

/** The words that a lesson's sheet explains: first those that the lesson is about, then those that it uses. */
export async function handoutWords(lang: string, lesson: WrittenLesson) {
  const terms = await loadGlossary(lang);
  const { body = '' } = await proseOf(lesson);
  const own = terms.filter(term => term.lesson === lesson.slug);
  return [...own, ...neededWords(body, lesson.slug, terms)].slice(0, WORDS);
}

async function proseOf({ id }: WrittenLesson) {
  const entry = await getEntry('prose', id);
  if (!entry) throw new Error(`content/${id}.mdx is not in the collection "prose"`);
  return entry;
}
