import { imageFolder } from '../../testing/machine/image.ts';
import { handIn } from '../../testing/grading/hand-in.ts';
import { checkAnswer } from '../../testing/proof/prove.ts';
import { createMachines, type Machines } from '../../src/classroom/grading/machines.ts';
import { loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';
import { createVmRuntime } from '../../src/runtimes/vm/vm-runtime.server.ts';
import { markdownTable } from './markdown.ts';
import { median } from './median.ts';

/** Of different weight: ciphers alone, and TLS with certificates. */
const LESSONS = ['aead', 'mutual-tls'];
const WORKERS = [1, 2];

export interface GradingFigures {
  lesson: string;
  /** Seconds of a Check as on the page, and of a graded run without canaries and with those that there are. */
  check: number;
  bare: number;
  graded: number;
  /** Graded submissions in a minute, by how many machines there are. */
  perMinute: number[];
  /** MiB that this process has with each of them running. */
  memory: number[];
}

/** How many solutions are graded in a minute with one machine and with two, and what grading adds to a Check. */
export async function measureGrading({ rounds = 5 }: { rounds?: number } = {}): Promise<string> {
  const folder = await imageFolder();
  const figures: GradingFigures[] = [];
  for (const slug of LESSONS) figures.push(await measureLesson(await loadLesson(slug), folder, rounds));
  return `## Grading

Solutions handed in, on machines that are warm; \`npm run class -- grade\` does the same. Medians of ${rounds}.

${table(figures)}`;
}

async function measureLesson(lesson: Lesson, folder: string, rounds: number): Promise<GradingFigures> {
  const perMinute: number[] = [];
  const memory: number[] = [];
  let costs = { check: 0, bare: 0, graded: 0 };
  for (const size of WORKERS) {
    const machines = createMachines(size, () => createVmRuntime({ folder }));
    try {
      await machines.warm();
      await grade(machines, lesson);
      if (size === 1) costs = await costsOf(machines, lesson, rounds);
      const seconds = await timed(() =>
        Promise.all(Array.from({ length: size * rounds }, () => grade(machines, lesson))),
      );
      perMinute.push((size * rounds * 60) / seconds);
      memory.push(process.memoryUsage.rss() / 2 ** 20);
    } finally {
      await machines.dispose();
    }
  }
  return { lesson: lesson.slug, ...costs, perMinute, memory };
}

async function costsOf(machines: Machines, lesson: Lesson, rounds: number) {
  const samples = { check: [] as number[], bare: [] as number[], graded: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const check = () => machines.use(runtime => checkAnswer(runtime, lesson, lesson.solution));
    samples.check.push(await timed(check));
    samples.bare.push(await timed(() => grade(machines, lesson, 0)));
    samples.graded.push(await timed(() => grade(machines, lesson)));
  }
  return { check: median(samples.check), bare: median(samples.bare), graded: median(samples.graded) };
}

async function grade(machines: Machines, lesson: Lesson, canaries?: number): Promise<void> {
  const limits = canaries === undefined ? {} : { canaries };
  const { status, problem, marks } = await handIn(machines, lesson, lesson.solution, { limits });
  if (status !== 'verified')
    throw new Error(`the solution of ${lesson.slug}: ${status}, ${problem ?? marks.join(', ')}`);
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function table(figures: readonly GradingFigures[]): string {
  const seconds = (value: number) => value.toFixed(1);
  return markdownTable(
    ['', ...figures.map(({ lesson }) => lesson)],
    [
      ['a Check, s', ...figures.map(({ check }) => seconds(check))],
      ['graded without canaries, s', ...figures.map(({ bare }) => seconds(bare))],
      ['graded, s', ...figures.map(({ graded }) => seconds(graded))],
      ['graded : Check', ...figures.map(({ graded, check }) => (graded / check).toFixed(2))],
      ...WORKERS.map((size, at) => [
        `${size} at once, a minute`,
        ...figures.map(({ perMinute }) => seconds(perMinute[at]!)),
      ]),
      ['2 at once : 1', ...figures.map(({ perMinute }) => (perMinute[1]! / perMinute[0]!).toFixed(2))],
      ...WORKERS.map((size, at) => [
        `memory with ${size}, MiB`,
        ...figures.map(({ memory }) => memory[at]!.toFixed(0)),
      ]),
    ],
  );
}
