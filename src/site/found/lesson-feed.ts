import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

import { writtenLessons } from '../../course/course.ts';
import { lessonPath } from '../../course/lesson-id.ts';
import { environment } from '../../environment/index.server.ts';
import { stringsFor, type Lang } from '../../i18n/strings.ts';
import { inProject } from '../../project.server.ts';
import { langPaths, loadCourse } from '../course-data.ts';
import type { Feed } from './feed.ts';

const run = promisify(execFile);

/** The lessons of a language that are written, as a feed tells of them. */
export async function lessonFeed(lang: Lang): Promise<Feed> {
  const { site } = stringsFor(lang);
  const entries = await Promise.all(
    writtenLessons(await loadCourse(lang)).map(async lesson => {
      const { title, summary } = lesson;
      return { path: lessonPath(lang, lesson), title, summary, ...(await datesOf(`content/${lesson.id}.mdx`)) };
    }),
  );
  return { lang, title: `${site.name}: ${site.feed}`, self: `/${lang}/feed.xml`, home: `/${lang}/`, entries };
}

/** A feed has whole addresses: there is none where the site's own is not known. */
export function feedPaths() {
  return environment(['HANDSHAKE_URL']).HANDSHAKE_URL ? langPaths() : [];
}

/** What git knows of a file; without git, when the file was written here. */
async function datesOf(file: string): Promise<{ published: string; updated: string }> {
  const { stdout } = await run('git', ['log', '--format=%cI', '--follow', '--', file], { cwd: inProject() }).catch(
    () => ({
      stdout: '',
    }),
  );
  const dates = stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map(date => new Date(date).toISOString());
  if (dates.length === 0) dates.push((await stat(inProject(file))).mtime.toISOString());
  return { published: dates.at(-1)!, updated: dates[0]! };
}
