import { parseArgs } from 'node:util';

import { didYouMean } from '../../src/course/disk/did-you-mean.ts';
import { lessonSlugs } from '../../src/course/disk/load.server.ts';
import { formatProblems } from '../../src/course/disk/problem.ts';
import { contractGaps } from '../../src/course/disk/validate.server.ts';
import { inProject } from '../../src/project.server.ts';

const USAGE = 'npm run lesson -- missing <slug>   what a lesson lacks of docs/adding-a-lesson.md, with file and line';

try {
  const [command, ...rest] = parseArgs({ allowPositionals: true }).positionals;
  const run = command === 'missing' && rest.length === 1 ? missing : undefined;
  if (!run) throw new Error(USAGE);
  await run(rest[0]!);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function missing(slug: string): Promise<void> {
  const slugs = await lessonSlugs();
  if (!slugs.includes(slug)) throw new Error(`no exercise "${slug}" in lessons/${didYouMean(slug, slugs)}`);
  const gaps = await contractGaps(inProject(), slug);
  if (gaps.length === 0) return console.log(`${slug} has all of it. Write "edition": 2 into its lesson.json.`);
  console.log(formatProblems(gaps));
  process.exitCode = 1;
}
