import { chapterOf } from '../../course/course.ts';
import { LANGS, stringsFor } from '../../i18n/strings.ts';
import { lessonRoutes } from '../course-data.ts';
import type { Picture } from './picture.server.ts';

interface PictureRoute {
  lang: string;
  /** As in `/pictures/<lang>/<name>.png`. */
  name: string;
  picture: Picture;
}

/** A picture for each lesson, and one for all other pages of a language. */
export async function pictureRoutes(): Promise<PictureRoute[]> {
  const home = LANGS.map(lang => {
    const { site } = stringsFor(lang);
    const picture = { lang, above: site.name, title: site.description, below: '' };
    return { lang, name: 'site', picture };
  });
  const lessons = (await lessonRoutes()).map(({ lang, course, lesson }) => {
    const above = chapterOf(course, lesson).title;
    const picture = { lang, above, title: lesson.title, below: stringsFor(lang).site.name };
    return { lang, name: lesson.exercise, picture };
  });
  return [...home, ...lessons];
}
