import { writtenLessons } from '../../course/course.ts';
import { lessonPath } from '../../course/lesson-id.ts';
import { LANGS, type Lang } from '../../i18n/strings.ts';
import { environment } from '../../environment/index.server.ts';
import { loadCourse } from '../course-data.ts';
import { guidePaths } from '../teach/guide.ts';

/** A page by its address in each language, as search engines are told of it. */
export type Addresses = Readonly<Record<Lang, string>>;

/** Every page worth finding, the lessons in their order, and the teacher's guide behind them. */
export async function findablePages(): Promise<Addresses[]> {
  const lessons = writtenLessons(await loadCourse('en'));
  const own = ['', 'about/', 'check-my-browser/', 'wire/'].map(page => (lang: Lang) => `/${lang}/${page}`);
  const guide = await guidePaths();
  return [...own, ...lessons.map(lesson => (lang: Lang) => lessonPath(lang, lesson)), ...guide].map(
    path => Object.fromEntries(LANGS.map(lang => [lang, path(lang)])) as Record<Lang, string>,
  );
}

/** A sitemap has whole addresses: there is none where the site's own is not known. */
export function sitemapPaths() {
  return environment(['HANDSHAKE_URL']).HANDSHAKE_URL ? [{ params: { map: 'sitemap' } }] : [];
}
