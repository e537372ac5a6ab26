import { createHash } from 'node:crypto';

import { getEntry, render } from 'astro:content';

import { loadLesson } from '../course/disk/load.server.ts';
import { neighbours } from '../course/course.ts';
import { lessonPath } from '../course/lesson-id.ts';
import type { FileMap } from '../course/workspace.ts';
import { stringsFor } from '../i18n/strings.ts';
import type { WorkspaceProps } from '../workspace/props.ts';
import { benchWords } from './bench-words.ts';
import type { LessonRoute } from './course-data.ts';
import { highlightFiles } from './highlight.ts';
import { siteRuntimes } from './site-runtimes.ts';

/** One moment for all pages of a build. */
const BUILT_AT = Date.now();

/** A lesson's prose, ready to render, and all its workspace is given. Throws when either is not there. */
export async function lessonPage({ lang, course, lesson }: LessonRoute) {
  const entry = await getEntry('prose', lesson.id);
  if (!entry) throw new Error(`content/${lesson.id}.mdx is not in the collection "prose"`);
  const { Content } = await render(entry);
  const { exercise, starter } = await loadLesson(lesson.exercise);
  const { next } = neighbours(course, lesson);
  const workspace: WorkspaceProps = {
    lang,
    strings: stringsFor(lang),
    slug: lesson.exercise,
    exercise,
    version: versionOf(starter),
    starter,
    highlighted: await highlightFiles(starter),
    title: lesson.title,
    ...benchWords(entry.data),
    builtAt: BUILT_AT,
    runtimes: siteRuntimes(),
    urls: {
      bundle: `/exercises/${lesson.exercise}/bundle.json`,
      solution: `/exercises/${lesson.exercise}/solution.json`,
      after: `/exercises/${lesson.exercise}/after.json`,
      machine: '/machine/',
      ...(next && { next: { href: lessonPath(lang, next), title: next.title } }),
    },
  };
  return { Content, workspace };
}

/** Changes with every change of the starter's files: a draft belongs to one version. */
function versionOf(starter: FileMap): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(starter).sort()))
    .digest('hex')
    .slice(0, 12);
}
