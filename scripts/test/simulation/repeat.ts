import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { parse, stringify } from 'yaml';

import { proseByExercise } from '../../../src/course/disk/load-prose.server.ts';
import { parseLessonId } from '../../../src/course/lesson-id.ts';
import type { ChapterPlan } from '../../../src/course/plan.ts';
import { LANGS } from '../../../src/i18n/strings.ts';

/** A place in the course's plan that has no lesson yet, and the exercise that is repeated there. */
export interface Repetition {
  /** `01-sockets/02-framing` */
  place: string;
  from: string;
  to: string;
}

/** Fills every place of the plan: the exercises that there are come again and again, in turn. */
export function repetitions(planned: readonly string[], written: ReadonlyMap<string, string>): Repetition[] {
  const exercises = [...written.values()];
  return planned
    .filter(place => !written.has(place))
    .map((place, at) => ({
      place,
      from: exercises[at % exercises.length]!,
      to: parseLessonId(`en/${place}`)!.slug,
    }));
}

/** Writes a lesson, in every language, for each place in the plan of the course below `root`; resolves with how many. */
export async function fillCourse(root: string): Promise<number> {
  const content = join(root, 'content');
  const { planned } = JSON.parse(await readFile(join(content, 'en', 'course.json'), 'utf8')) as {
    planned: Record<string, string>;
  };
  const pages = await proseByExercise('en', content);
  const written = new Map([...pages].map(([exercise, { file }]) => [placeOf(file), exercise]));
  const all = repetitions(Object.keys(planned), written);
  for (const one of all) await repeat(root, one, placeOf(pages.get(one.from)!.file));
  return written.size + all.length;
}

/** `01-sockets/01-echo`, from `content/en/01-sockets/01-echo.mdx`. */
const placeOf = (file: string): string =>
  file
    .split('/')
    .slice(2)
    .join('/')
    .replace(/\.mdx$/, '');

async function repeat(root: string, { place, from, to }: Repetition, original: string): Promise<void> {
  const lesson = join(root, 'lessons', to);
  const twin = join(root, 'lessons', from, 'twin');
  await cp(join(root, 'lessons', from), lesson, { recursive: true, filter: path => path !== twin });
  await rename(join(lesson, 'checks', `${from}.test.mjs`), join(lesson, 'checks', `${to}.test.mjs`));
  for (const lang of LANGS) {
    const page = await readFile(join(root, 'content', lang, `${original}.mdx`), 'utf8');
    // Lessons that it needs may stand behind its new place.
    const renamed = page
      .replace(`\nexercise: ${from}\n`, `\nexercise: ${to}\n`)
      .replace(/\nneeds: \[.*\]\n/, '\nneeds: []\n');
    const file = join(root, 'content', lang, `${place}.mdx`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, renamed);
    await repeatPlan(join(root, 'content', lang, 'teaching', 'plans'), place, original);
  }
}

/** The teacher's plan of a lesson comes again with it, where there is one. */
async function repeatPlan(folder: string, place: string, original: string): Promise<void> {
  const [[fromChapter, from], [toChapter, to]] = [partsOf(original), partsOf(place)];
  const plan = (await plansIn(folder, fromChapter))?.lessons[from];
  if (!plan) return;
  const { lead = 'Simulated.', lessons = {} } = (await plansIn(folder, toChapter)) ?? {};
  await writeFile(join(folder, `${toChapter}.yaml`), stringify({ lead, lessons: { ...lessons, [to]: plan } }));
}

async function plansIn(folder: string, chapter: string): Promise<ChapterPlan | undefined> {
  const text = await readFile(join(folder, `${chapter}.yaml`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (parse(text) as ChapterPlan);
}

/** The folder of a place's chapter, and its lesson's slug. */
function partsOf(place: string): [chapter: string, slug: string] {
  return [dirname(place), parseLessonId(`en/${place}`)!.slug];
}
