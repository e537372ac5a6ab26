import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkWarmUp } from '#src/checker/run-checks.ts';
import { lessonSlugs, loadLesson } from '../src/course/disk/load.server.ts';
import { BLOCK } from './file-pages.ts';
import { Machine, type Parts } from './machine.ts';
import type { Reporter } from './reporter.ts';

const PROGRAMS = new URL('./trial/', import.meta.url).pathname;
/** Milliseconds for one program: seconds on an idle computer, but a busy one may take its time. */
const LIMIT_MS = 600_000;
/** What is read is read in the first seconds. */
const CHECK_LIMIT_MS = 15_000;

/**
 * Runs each program of trial/ in the machine as it would be saved, and returns the numbers of the disk's
 * 4 KiB blocks that were read for them: what a reader's run would have to wait for. Rejects with what a program
 * said when it did not get to its end.
 */
export async function tryOut(parts: Parts & { state: ArrayBuffer }, report: Reporter): Promise<Set<number>> {
  const programs = await readPrograms();
  const machine = await Machine.create(parts);
  const blocks = new Set<number>();
  machine.onDiskRead((at, length) => {
    for (let block = Math.floor(at / BLOCK); block * BLOCK < at + length; block++) blocks.add(block);
  });
  try {
    for (const [index, [name, content]] of programs.entries()) {
      report.onProgress('trial', index, programs.length);
      report.signal?.throwIfAborted();
      await perform(machine, name, content);
    }
    for (const slug of await lessonSlugs()) await checkLesson(machine, slug);
  } finally {
    await machine.destroy();
  }
  report.onProgress('trial', 1, 1);
  return blocks;
}

/** A whole Check of the solution and, where it does not wait for what never comes, of the starter: how it ends is no matter. */
async function checkLesson(machine: Machine, slug: string): Promise<void> {
  const { starter, solution, bundle } = await loadLesson(slug);
  for (const work of slug === 'echo' ? [solution] : [solution, starter]) {
    await machine.reset();
    const { files, program, args = [], stdin = '' } = checkWarmUp(work, bundle);
    await machine.run({ program, args, files, stdin, timeoutMs: CHECK_LIMIT_MS }).done.catch(() => {});
  }
}

async function readPrograms(): Promise<Array<[name: string, content: string]>> {
  const names = (await readdir(PROGRAMS)).sort();
  const programs = await Promise.all(
    names.map(async (name): Promise<[string, string]> => [name, await readFile(join(PROGRAMS, name), 'utf8')]),
  );
  // Not a file: everything here is checked for such mistakes.
  return [...programs, ['syntax.mjs', 'import { nothing from']];
}

/** Programs that fail on purpose, to the line they must have got to. */
const FAILING: Readonly<Record<string, string>> = {
  'assertion.mjs': 'AssertionError',
  'syntax.mjs': 'SyntaxError',
  'uncaught.mjs': 'its cause',
};

async function perform(machine: Machine, name: string, content: string): Promise<void> {
  await machine.reset();
  const program = `work/${name}`;
  const { exit, stderr } = await machine.run({
    program,
    files: { [program]: content },
    stdin: '"order"',
    timeoutMs: LIMIT_MS,
  }).done;
  const text = Buffer.from(stderr).toString();
  const expected = FAILING[name];
  const ended = expected ? exit.code === 1 && text.includes(expected) : exit.code === (name === 'plain.cjs' ? 3 : 0);
  if (!ended)
    throw new Error(`${name} of image/trial/ ended with ${exit.code} in the machine and said: ${text.slice(-800)}`);
}
