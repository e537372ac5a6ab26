import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BLOCK } from './file-pages.ts';
import { Machine, type Parts, type RunOptions } from './machine.ts';
import type { Reporter } from './reporter.ts';

const TRIAL = new URL('./trial/', import.meta.url).pathname;
/** Milliseconds for one program: seconds on an idle computer, but a busy one may take its time. */
const LIMIT_MS = 600_000;

/**
 * Runs each program of trial/ in the machine as it would be saved, and returns the numbers of the disk's
 * 4 KiB blocks that were read for them: what a reader's run would have to wait for. Rejects with what a program
 * said when it did not get to its end.
 */
export async function tryOut(parts: Parts & { state: ArrayBuffer }, report: Reporter): Promise<Set<number>> {
  const trials = [...(await capabilities()), ...(await programs())];
  const machine = await Machine.create(parts);
  const blocks = blocksRead(machine);
  try {
    for (const [index, trial] of trials.entries()) {
      report.onProgress('trial', index, trials.length);
      report.signal?.throwIfAborted();
      await perform(machine, trial);
    }
  } finally {
    await machine.destroy();
  }
  report.onProgress('trial', 1, 1);
  return blocks;
}

/** The numbers of the blocks that a machine reads of its disk from now on. */
export function blocksRead(machine: Machine): Set<number> {
  const blocks = new Set<number>();
  machine.onDiskRead((at, length) => {
    for (let block = Math.floor(at / BLOCK); block * BLOCK < at + length; block++) blocks.add(block);
  });
  return blocks;
}

interface Trial extends RunOptions {
  program: string;
  /** The exit code it must have. */
  code?: number;
  /** The line it must have got to. */
  says?: string;
}

/** What a lesson may need: a program for each capability, loaded by one of the shape of the harness, as a Check is. */
async function capabilities(): Promise<Trial[]> {
  const harness: Record<string, string> = {};
  for (const [name, content] of await filesIn('harness'))
    harness[name === 'package.json' ? name : `check/${name}`] = content;
  return (await filesIn('capabilities')).map(([name, content]) => ({
    program: 'check/run.mjs',
    args: [`../work/${name}`],
    files: { ...harness, [`work/${name}`]: content },
    stdin: JSON.stringify({ seed: 'trial' }),
  }));
}

/** What the programs of trial/programs/ have to end with where it is not 0. */
const ENDS: Readonly<Record<string, Pick<Trial, 'code' | 'says'>>> = {
  'assertion.mjs': { code: 1, says: 'AssertionError' },
  'plain.cjs': { code: 3 },
  'syntax.mjs': { code: 1, says: 'SyntaxError' },
  'uncaught.mjs': { code: 1, says: 'its cause' },
};

async function programs(): Promise<Trial[]> {
  // Not a file: everything here is checked for such mistakes.
  const all = [...(await filesIn('programs')), ['syntax.mjs', 'import { nothing from'] as const];
  return all.map(([name, content]) => {
    const program = `work/${name}`;
    return { program, files: { [program]: content }, stdin: '"order"', ...ENDS[name] };
  });
}

async function filesIn(folder: string): Promise<Array<[name: string, content: string]>> {
  const names = (await readdir(join(TRIAL, folder))).sort();
  const read = async (name: string): Promise<[string, string]> => [
    name,
    await readFile(join(TRIAL, folder, name), 'utf8'),
  ];
  return Promise.all(names.map(read));
}

async function perform(machine: Machine, { code = 0, says = '', ...trial }: Trial): Promise<void> {
  await machine.reset();
  const { exit, stderr } = await machine.run({ timeoutMs: LIMIT_MS, ...trial }).done;
  const text = Buffer.from(stderr).toString();
  if (exit.code === code && text.includes(says)) return;
  const name = basename(trial.args?.[0] ?? trial.program);
  throw new Error(`${name} of image/trial/ ended with ${exit.code} in the machine and said: ${text.slice(-800)}`);
}
