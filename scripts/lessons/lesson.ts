import { parseArgs } from 'node:util';

import { didYouMean } from '../../src/course/disk/did-you-mean.ts';
import { exerciseSlugs } from '../../src/course/disk/load.server.ts';
import { formatProblems } from '../../src/course/disk/problem.ts';
import { olderSections, recordTranslated } from '../../src/course/disk/translation/translated.server.ts';
import { contractGaps } from '../../src/course/disk/validate.server.ts';
import { inProject } from '../../src/project.server.ts';
import { twinOf } from '../../src/course/twin.ts';
import { newLesson, newTwin } from './new-lesson.ts';

const USAGE =
  'npm run lesson -- new <slug> [--at <NN-chapter>/<NN-lesson>]   lays down a lesson in both languages\n' +
  'npm run lesson -- twin <slug>                                  lays down its transfer twin, in both languages\n' +
  'npm run lesson -- missing <slug>                               what it lacks of docs/adding-a-lesson.md, with file and line\n' +
  'npm run lesson -- older                                        sections whose English source has changed since\n' +
  'npm run lesson -- translated <slug>                            records that its translation says the same again';

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { at: { type: 'string' } } });
  const [command, slug, ...rest] = positionals;
  if (command === 'older' && !slug) await older();
  else if (!slug || rest.length > 0) throw new Error(USAGE);
  else if (command === 'new') await lay(slug, values.at);
  else if (command === 'twin') await layTwin(slug);
  else if (command === 'missing') await missing(slug);
  else if (command === 'translated') await recordTranslated(await known(slug));
  else throw new Error(USAGE);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function lay(slug: string, at: string | undefined): Promise<void> {
  console.log((await newLesson(inProject(), slug, at)).join('\n'));
  console.log(`\nIt builds as it is. What is to be written: npm run lesson -- missing ${slug}`);
}

async function layTwin(slug: string): Promise<void> {
  console.log((await newTwin(inProject(), slug)).join('\n'));
  console.log(`\nIt builds as it is. What is to be written: npm run lesson -- missing ${twinOf(slug)}`);
}

async function missing(slug: string): Promise<void> {
  const gaps = await contractGaps(inProject(), await known(slug));
  if (gaps.length === 0) return console.log(`${slug} has all of it. Write "edition": 2 into its lesson.json.`);
  console.log(formatProblems(gaps));
  process.exitCode = 1;
}

async function older(): Promise<void> {
  const sections = await olderSections();
  console.log(sections.length > 0 ? formatProblems(sections) : 'Every section says what its English source says.');
}

/** The slug itself, if there is such an exercise. */
async function known(slug: string): Promise<string> {
  const slugs = await exerciseSlugs();
  if (!slugs.includes(slug)) throw new Error(`no exercise "${slug}" in lessons/${didYouMean(slug, slugs)}`);
  return slug;
}
