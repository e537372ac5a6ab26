import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';

import { didYouMean } from '../../../src/course/disk/did-you-mean.ts';
import { lessonSlugs } from '../../../src/course/disk/load.server.ts';
import { inProject } from '../../../src/project.server.ts';
import { keepTimes, readTimes } from '../times.ts';
import { copyCheckout } from './copy.ts';
import { fillCourse } from './repeat.ts';

/**
 * `npm run simulate -- [stage…]`: what goes through all lessons is tested on a copy of this checkout in which every
 * place of the course's plan has one, and timed. Without stages, all.
 */
const STAGES = ['unit', 'build', 'e2e'];

try {
  process.exitCode = await simulate(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

async function simulate(wanted: readonly string[]): Promise<number> {
  const stray = wanted.find(id => !STAGES.includes(id));
  if (stray !== undefined) throw new Error(`npm run simulate: no stage "${stray}"${didYouMean(stray, STAGES)}`);
  const copy = await copyCheckout(inProject());
  try {
    const lessons = await fillCourse(copy);
    await keepTimes(await readTimes(), copy);
    const added = lessons - (await lessonSlugs()).length;
    const stages = STAGES.filter(id => wanted.length === 0 || wanted.includes(id));
    return await runIn(copy, ['scripts/test/simulation/run.ts', `${lessons}`, `${added}`, ...stages]);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Runs a program of the copy; resolves with its exit code. */
async function runIn(folder: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
