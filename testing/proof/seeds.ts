import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

import { checkIds } from '../../src/course/exercise.ts';
import { checkFiles, type FileMap } from '../../src/course/workspace.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { exerciseSlugs, loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';

/** Modules loaded anew for every seed stay in memory: after this many seeds a new process goes on. */
const SEEDS_OF_A_PROCESS = 200;
const LAST_WORDS_KEPT = 2_000;

/** An answer of a lesson, and exactly which of its checks may never pass (`caughtBy`); none for a right answer. */
export interface Answer {
  name: string;
  files: FileMap;
  caughtBy?: readonly string[];
}

/** How many seeds were tried, and for each set of checks that did not pass the seeds that led to it. */
export interface Tried {
  seeds: number;
  outcomes: Map<string, number[]>;
}

/** The right and wrong answers of a lesson. */
export function answersOf({ solution, also, wrong }: Lesson): Answer[] {
  return [
    { name: 'solution', files: solution },
    ...[...also].map(([name, files]) => ({ name: `also/${name}`, files })),
    ...[...wrong].map(([name, { files, caughtBy }]) => ({ name: `wrong/${name}`, files, caughtBy })),
  ];
}

/**
 * Judges an answer under the seeds `first` to `last`, as many as fit into `limitMs`, natively. An outcome names the
 * checks that did not pass in teaching order, or is `` when all did; a seed at which the process ended is `ended`.
 */
export async function trySeeds(
  lesson: Lesson,
  files: FileMap,
  { first = 1, last, limitMs = Infinity }: { first?: number; last: number; limitMs?: number },
): Promise<Tried> {
  const until = performance.now() + limitMs;
  const tried: Tried = { seeds: 0, outcomes: new Map() };
  for (let next = first; next <= last && performance.now() < until;) {
    next = await oneProcess(lesson, files, [next, Math.min(last, next + SEEDS_OF_A_PROCESS - 1)], until, tried);
  }
  return tried;
}

/** Resolves with the seed to go on with. */
async function oneProcess(
  lesson: Lesson,
  files: FileMap,
  [first, last]: [number, number],
  until: number,
  tried: Tried,
): Promise<number> {
  const runtime = createNodeRuntime();
  const program = await readFile(new URL('./many-seeds.mjs', import.meta.url), 'utf8');
  let text = '';
  let complaint = '';
  try {
    await runtime.mount({ ...checkFiles(files, lesson.bundle), 'check/many-seeds.mjs': program });
    const run = runtime.run({
      program: 'check/many-seeds.mjs',
      args: [`${lesson.slug}.test.mjs`, String(first), String(last)],
      ...(until < Infinity && { signal: AbortSignal.timeout(Math.max(0, Math.ceil(until - performance.now()))) }),
      onOutput: (stream, bytes) => {
        if (stream === 'report') text += Buffer.from(bytes).toString();
        if (stream === 'stderr') complaint = (complaint + Buffer.from(bytes).toString()).slice(-LAST_WORDS_KEPT);
      },
    });
    const { reason } = await run.exit;
    if (reason !== 'aborted' && text === '') throw new Error(`no seed could be tried: ${complaint}`);
    return note(lesson, text, reason === 'aborted', tried) + 1;
  } finally {
    await runtime.dispose();
  }
}

/** Takes what one process wrote into `tried`; gives the last seed it came to. */
function note(lesson: Lesson, text: string, cut: boolean, tried: Tried): number {
  const begun = new Map<number, string | undefined>();
  for (const line of text.split('\n').slice(0, -1)) {
    const { seed, verdicts } = JSON.parse(line) as { seed: number; verdicts?: Record<string, string> };
    begun.set(
      seed,
      verdicts &&
        checkIds(lesson.exercise)
          .filter(id => verdicts[id] !== 'pass')
          .join(', '),
    );
  }
  for (const [seed, outcome] of begun) {
    if (outcome === undefined && cut) continue; // its time was up, which says nothing about it
    tried.seeds++;
    const key = outcome ?? 'ended';
    tried.outcomes.set(key, [...(tried.outcomes.get(key) ?? []), seed]);
  }
  return Math.max(...begun.keys());
}

/** What is wrong with an answer's outcomes, or undefined: the seed must decide nothing. */
export function faultOf({ name, caughtBy = [] }: Answer, { seeds: tried, outcomes }: Tried): string | undefined {
  if (tried === 0) return `${name}: not one seed was done in time`;
  for (const [outcome, seeds] of outcomes) {
    if (outcome.split(', ').sort().join(', ') !== [...caughtBy].sort().join(', ')) {
      const but = caughtBy.length > 0 ? `not caught by ${caughtBy.join(', ')}, but by` : 'does not pass';
      return `${name}: ${but} [${outcome}] with seed ${seeds[0]}`;
    }
  }
  return outcomes.size > 1 ? `${name}: what does not pass depends on the seed` : undefined;
}

function told(answer: Answer, tried: Tried, started: number): string {
  const outcomes = [...tried.outcomes].map(
    ([outcome, seeds]) => `${seeds.length} x [${outcome}] (${seeds.slice(0, 5).join(' ')})`,
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const fault = faultOf(answer, tried);
  return `${fault ? '!! ' : ''}${answer.name}: ${tried.seeds} seeds in ${seconds} s: ${outcomes.join('; ')}`;
}

if (import.meta.main) {
  const [slug = '', count = '1000', seconds = '60', only = ''] = process.argv.slice(2);
  const slugs = await exerciseSlugs();
  if (!slugs.includes(slug) || !(Number(count) > 0) || !(Number(seconds) > 0)) {
    console.error(
      `usage: node testing/proof/seeds.ts <${slugs.join('|')}> ` +
        "[seeds, 1000] [seconds for each answer, 60] [part of an answer's name]",
    );
    process.exit(1);
  }
  const lesson = await loadLesson(slug);
  const queue = answersOf(lesson).filter(({ name }) => name.includes(only));
  let faults = 0;
  await Promise.all(
    cpus().map(async () => {
      for (let answer = queue.shift(); answer; answer = queue.shift()) {
        const started = performance.now();
        const tried = await trySeeds(lesson, answer.files, { last: Number(count), limitMs: Number(seconds) * 1000 });
        console.log(`${slug} ${told(answer, tried, started)}`);
        if (faultOf(answer, tried)) faults++;
      }
    }),
  );
  process.exitCode = faults > 0 ? 1 : 0;
}
