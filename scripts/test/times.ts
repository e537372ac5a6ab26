import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { inProject } from '../../src/project.server.ts';

/** Milliseconds by stage id. */
export type Times = Readonly<Record<string, number>>;

const fileOf = (root: string): string => `${root}/.cache/test/times.json`;

/** What each stage of `npm test` took when it last tested everything in the checkout `root`; none for one that never did. */
export async function readTimes(root = inProject()): Promise<Times> {
  try {
    return JSON.parse(await readFile(fileOf(root), 'utf8')) as Times;
  } catch {
    return {}; // never tested, or cut short while it was written
  }
}

/** Keeps times beside those of other stages. */
export async function keepTimes(times: Times, root = inProject()): Promise<void> {
  const all = { ...(await readTimes(root)), ...times };
  await mkdir(dirname(fileOf(root)), { recursive: true });
  await writeFile(fileOf(root), `${JSON.stringify(all, null, 2)}\n`);
}
