import { createHash } from 'node:crypto';

import { getEntry, render } from 'astro:content';

import { loadGlossary } from '../course/disk/load-glossary.server.ts';
import { loadLesson } from '../course/disk/load.server.ts';
import { neighbours, writtenLessons } from '../course/course.ts';
import type { Exercise } from '../course/exercise.ts';
import { lessonPath } from '../course/lesson-id.ts';
import { neededWords } from '../course/needs.ts';
import type { Prose } from '../course/prose.ts';
import { runBy } from '../course/run-by.ts';
import { twinOf } from '../course/twin.ts';
import type { FileMap } from '../course/workspace.ts';
import { stringsFor } from '../i18n/strings.ts';
import type { WorkspaceProps } from '../workspace/props.ts';
import { benchWords } from './bench-words.ts';
import { twinLink, type LessonRoute } from './course-data.ts';
import { highlightFiles } from './highlight.ts';
import { siteRuntimes } from './site-runtimes.ts';

/** One moment for all pages of a build. */
const BUILT_AT = Date.now();

/** A lesson's prose, or its twin's, ready to render, and all its workspace is given. Throws when either is not there. */
export async function lessonPage(route: LessonRoute) {
  return route.twin ? twinPage(route) : ownPage(route);
}

async function ownPage({ lang, course, lesson }: LessonRoute) {
  const entry = await getEntry('prose', lesson.id);
  if (!entry) throw new Error(`content/${lesson.id}.mdx is not in the collection "prose"`);
  const { Content, headings } = await render(entry);
  const { next } = neighbours(course, lesson);
  const twin = await twinLink(lang, lesson);
  const workspace: WorkspaceProps = {
    ...(await benchOf({ lang, course }, lesson.exercise)),
    title: lesson.title,
    ...benchWords(entry.data),
  };
  if (next) workspace.urls.next = { href: lessonPath(lang, next), title: next.title };
  if (twin) workspace.urls.twin = twin;
  const needed = neededWords(entry.body ?? '', lesson.slug, await loadGlossary(lesson.proseLang));
  return { Content, headings, workspace, needed, twin: undefined, handsOn: handsOnOf(entry.data, workspace.exercise) };
}

/** What its text has the reader look at and try; a look runs the lesson's program unless it names another. */
function handsOnOf({ wire, terminal }: Prose, exercise: Exercise) {
  const looks = wire?.map(({ run, ...look }) => ({ ...look, program: run ?? runBy(exercise) }));
  return { ...(looks && { looks }), ...(terminal && { commands: terminal }) };
}

async function twinPage({ lang, course, lesson }: LessonRoute) {
  const entry = await getEntry('twins', `${lang}/${lesson.exercise}`);
  if (!entry) throw new Error(`content/${lang}/twins/${lesson.exercise}.mdx is not in the collection "twins"`);
  const { Content, headings } = await render(entry);
  const workspace: WorkspaceProps = {
    ...(await benchOf({ lang, course }, twinOf(lesson.exercise))),
    title: entry.data.title,
    ...benchWords(entry.data),
  };
  workspace.urls.twinOf = { href: lessonPath(lang, lesson), title: lesson.title };
  return { Content, headings, workspace, needed: [], twin: entry.data, handsOn: {} };
}

/** What a bench is given whatever its page says. */
async function benchOf({ lang, course }: Pick<LessonRoute, 'lang' | 'course'>, slug: string) {
  const { exercise, starter } = await loadLesson(slug);
  const urls: WorkspaceProps['urls'] = {
    bundle: `/exercises/${slug}/bundle.json`,
    solution: `/exercises/${slug}/solution.json`,
    after: `/exercises/${slug}/after.json`,
    machine: '/machine/',
    map: `/${lang}/`,
  };
  return {
    lang,
    strings: stringsFor(lang),
    slug,
    exercise,
    version: versionOf(starter),
    starter,
    highlighted: await highlightFiles(starter),
    builtAt: BUILT_AT,
    lessons: writtenLessons(course).map(({ exercise }) => exercise),
    runtimes: siteRuntimes(),
    urls,
  };
}

/** Changes with every change of the starter's files: a draft belongs to one version. */
function versionOf(starter: FileMap): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(starter).sort()))
    .digest('hex')
    .slice(0, 12);
}
