import { proseByExercise } from '../../src/course/disk/load-prose.server.ts';
import { lessonPath, parseLessonId } from '../../src/course/lesson-id.ts';
import { twinPath } from '../../src/course/twin.ts';
import { LANGS, type Lang } from '../../src/i18n/strings.ts';

export interface LessonPage {
  lang: Lang;
  exercise: string;
  title: string;
  path: string;
}

/** Every lesson that has prose, in each language, from `content/`. */
export const LESSON_PAGES: readonly LessonPage[] = (await Promise.all(LANGS.map(lessonPages))).flat();

async function lessonPages(lang: Lang): Promise<LessonPage[]> {
  return [...(await proseByExercise(lang))].map(([exercise, { file, prose }]) => {
    const id = parseLessonId(file.slice('content/'.length, -'.mdx'.length))!;
    return { lang, exercise, title: prose.title, path: lessonPath(lang, id) };
  });
}

/** Where the lesson with this exercise is. */
export function pathOf(lang: Lang, exercise: string): string {
  const page = LESSON_PAGES.find(one => one.lang === lang && one.exercise === exercise);
  if (!page) throw new Error(`content/${lang}/ has no lesson with the exercise "${exercise}"`);
  return page.path;
}

const TAUGHT = ['teach/', 'teach/lan-class/', 'teach/privacy/', 'teach/plans/encryption/', 'teach/handouts/aead/'];

/** One page of each kind, and every lesson. */
export const ALL_PATHS: readonly string[] = [
  ...LANGS.flatMap(lang => [`/${lang}/`, `/${lang}/about/`, `/${lang}/check-my-browser/`, `/${lang}/wire/`]),
  ...LANGS.flatMap(lang => TAUGHT.map(page => `/${lang}/${page}`)),
  ...LESSON_PAGES.map(({ path }) => path),
  ...LANGS.map(lang => twinPath(pathOf(lang, 'aead'))),
  '/nothing/here/',
];
