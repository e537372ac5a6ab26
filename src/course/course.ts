import { parseLessonId } from './lesson-id.ts';
import type { Outline } from './outline.ts';

/** What the model needs to know of a lesson's prose; `id` as in {@link parseLessonId}. */
export interface ProseEntry {
  id: string;
  title: string;
  summary: string;
  exercise: string;
  minutes: number;
  /** Slugs of the lessons that it needs. */
  needs?: readonly string[] | undefined;
}

interface LessonPlace {
  chapter: string;
  slug: string;
  number: number;
  title: string;
}

export interface WrittenLesson extends LessonPlace {
  written: true;
  /** The prose shown: the reader's language, or English where that is not there yet. */
  id: string;
  proseLang: string;
  summary: string;
  exercise: string;
  minutes: number;
  needs?: readonly string[] | undefined;
}

export interface PlannedLesson extends LessonPlace {
  written: false;
}

export type Lesson = WrittenLesson | PlannedLesson;

export interface Chapter {
  slug: string;
  number: number;
  title: string;
  summary: string;
  lessons: readonly Lesson[];
}

export interface Course {
  lang: string;
  chapters: readonly Chapter[];
}

const FALLBACK = 'en';

/**
 * The course as a reader of `lang` sees it: chapters and lessons in the order of their numbers. `entries` are
 * the prose of every language. Throws on an id that is no lesson's; a chapter the outline lacks goes by its slug.
 */
export function buildCourse(lang: string, outline: Outline, entries: readonly ProseEntry[]): Course {
  const lessons = new Map<string, Lesson>();
  for (const [file, title] of Object.entries(outline.planned)) {
    const place = placeOf(`${lang}/${file}`);
    lessons.set(keyOf(place), { ...place, title, written: false });
  }
  for (const entry of inOrderOfPreference(lang, entries)) {
    const place = placeOf(entry.id);
    lessons.set(keyOf(place), { ...place, ...entry, proseLang: entry.id.slice(0, 2), written: true });
  }
  const chapters = Object.entries(outline.chapters).map(([folder, words]) => {
    const number = Number(folder.slice(0, 2));
    const slug = folder.slice(3);
    const own = [...lessons.values()].filter(lesson => lesson.chapter === slug);
    return { slug, number, ...words, lessons: own.sort((one, other) => one.number - other.number) };
  });
  return { lang, chapters: chapters.sort((one, other) => one.number - other.number) };
}

/** Lessons that can be opened, in teaching order. */
export function writtenLessons(course: Course): WrittenLesson[] {
  return course.chapters.flatMap(chapter => chapter.lessons).filter(lesson => lesson.written);
}

/** The lessons before and after one in teaching order, across chapters; undefined at the ends. */
export function neighbours(course: Course, lesson: Lesson): { previous?: WrittenLesson; next?: WrittenLesson } {
  const all = writtenLessons(course);
  const at = all.findIndex(other => keyOf(other) === keyOf(lesson));
  if (at < 0) return {};
  return { previous: all[at - 1], next: all[at + 1] };
}

export function chapterOf(course: Course, lesson: Lesson): Chapter {
  const chapter = course.chapters.find(({ slug }) => slug === lesson.chapter);
  if (!chapter) throw new Error(`chapter "${lesson.chapter}" of lesson "${lesson.slug}" is not in course.json`);
  return chapter;
}

/** Last wins: other languages cannot be read by this reader at all, English can, their own is best. */
function inOrderOfPreference(lang: string, entries: readonly ProseEntry[]): ProseEntry[] {
  const of = (wanted: string) => entries.filter(({ id }) => id.startsWith(`${wanted}/`));
  return lang === FALLBACK ? of(lang) : [...of(FALLBACK), ...of(lang)];
}

function placeOf(id: string) {
  const place = parseLessonId(id);
  if (!place) throw new Error(`"${id}" is no lesson: name it <lang>/<NN-chapter>/<NN-lesson>`);
  const { chapter, slug, number } = place;
  return { chapter, slug, number };
}

function keyOf({ chapter, slug }: { chapter: string; slug: string }): string {
  return `${chapter}/${slug}`;
}
