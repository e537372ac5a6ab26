import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

import { didYouMean } from '../../src/course/disk/did-you-mean.ts';
import { exerciseSlugs, loadLesson } from '../../src/course/disk/load.server.ts';
import { wholeOf } from '../../src/course/disk/problem.ts';
import { Source } from '../../src/course/disk/source.ts';
import { ensurePki } from '../../src/pki/index.ts';
import { folderOf } from '../../src/course/twin.ts';
import { inProject } from '../../src/project.server.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { survivorsOf } from '../../testing/mutants/judge.ts';
import { reasonsSchema, sortSurvivors, type Reason } from '../../testing/mutants/reasons.ts';
import { scopeFrom, threeOf } from '../../testing/proof/proofs.ts';

/**
 * `npm run mutants -- [slug…]`: small changes to each solution, one at a time, and which of them no check notices.
 * Such a one calls for a better check, or for its reason in lessons/<slug>/mutants.json.
 */
try {
  const slugs = await exerciseSlugs();
  const only = process.argv.slice(2);
  const stray = only.find(slug => !slugs.includes(slug));
  if (stray !== undefined) throw new Error(`npm run mutants: no exercise "${stray}"${didYouMean(stray, slugs)}`);
  await ensurePki();
  const { seed } = scopeFrom();
  let open = 0;
  for (const slug of only.length > 0 ? only : slugs) open += await mutate(slug, seed);
  console.log(`\nSEED=${seed} npm run mutants repeats it.`);
  process.exitCode = open > 0 ? 1 : 0;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Tells of one lesson; resolves with how much is to be mended. */
async function mutate(slug: string, seed: string): Promise<number> {
  const lesson = await loadLesson(slug);
  const reasons = await reasonsOf(slug);
  const { mutants, survivors } = await survivorsOf(lesson, {
    seeds: threeOf(seed),
    workers: availableParallelism(),
    makeRuntime: createNodeRuntime,
  });
  const { open, explained, stale } = sortSurvivors(survivors, reasons);
  for (const { operator, file, line, from, to } of open) {
    console.log(
      `lessons/${folderOf(slug)}/solution/${file}:${line}  ${operator}: ${short(from)} -> ${short(to) || '(nothing)'}`,
    );
  }
  for (const { file, line } of stale) {
    console.log(`lessons/${folderOf(slug)}/mutants.json  explains no survivor any more: ${file}, ${line}`);
  }
  const killed = mutants.length - survivors.length;
  const judged = mutants.length - explained.length;
  const share = judged === 0 ? 100 : Math.floor((100 * killed) / judged);
  console.log(`${slug}: ${killed} of ${judged} killed (${share} %), ${explained.length} explained`);
  return open.length + stale.length;
}

async function reasonsOf(slug: string): Promise<Reason[]> {
  const path = `lessons/${folderOf(slug)}/mutants.json`;
  const text = await readFile(inProject(path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return wholeOf(new Source(path, text, { json: true }).read(reasonsSchema));
}

function short(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
