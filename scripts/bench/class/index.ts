import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensurePostgres, startPostgres } from '../../../testing/postgres.ts';
import { classTable, type ClassFigures } from './figures.ts';
import { measureSize } from './size.ts';
import { pupilWork } from './work.ts';

const SIZES = [30, 100, 300, 1000];
const LESSON = 'aead';

export interface ClassBenchOptions {
  onProgress?: (line: string) => void;
  /** How long each size is measured. */
  seconds?: number;
  sizes?: readonly number[];
  databases?: readonly ('sqlite' | 'postgres')[];
}

/** How a class's server holds with more and more pupils who type and check, over http, as Markdown. */
export async function measureClass(options: ClassBenchOptions = {}): Promise<string> {
  const { seconds = 30, databases = ['sqlite', 'postgres'] } = options;
  const parts = [
    `## A class

Each pupil sends a draft every 2 s and a Check every 30 s, over http, for ${seconds} s at each size; one Check of three is handed in.
A write counts from when it was due until it is acknowledged, that is, on the disk. The pupils run on the same computer. Its
load was ${load()} before.`,
  ];
  for (const kind of databases) parts.push(await (kind === 'sqlite' ? withSqlite : withPostgres)(options));
  return [...parts, `The load was ${load()} afterwards.`].join('\n\n');
}

async function withSqlite(options: ClassBenchOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-class-'));
  try {
    const figures = await measureSizes(options, async (pupils, common) => {
      const data = join(folder, String(pupils));
      return measureSize({ ...common, pupils, kind: 'sqlite', data, servers: 1, graders: 0 });
    });
    return `### SQLite, one server\n\n${classTable(figures)}`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function withPostgres(options: ClassBenchOptions): Promise<string> {
  const missing = ensurePostgres();
  if (missing) return `### PostgreSQL\n\nNot measured: ${missing}`;
  const postgres = await startPostgres({ durable: true });
  try {
    const figures = await measureSizes(options, async (pupils, common) => {
      const data = await postgres.fresh();
      return measureSize({ ...common, pupils, kind: 'postgres', data, servers: 2, graders: 2 });
    });
    return `### PostgreSQL, two servers and two grading workers\n\n${classTable(figures)}`;
  } finally {
    await postgres.stop();
  }
}

type Common = Pick<Parameters<typeof measureSize>[0], 'work' | 'ms'>;

async function measureSizes(
  { sizes = SIZES, seconds = 30, onProgress = () => {} }: ClassBenchOptions,
  measure: (pupils: number, common: Common) => Promise<ClassFigures>,
): Promise<ClassFigures[]> {
  const figures: ClassFigures[] = [];
  const work = await pupilWork(LESSON);
  for (const pupils of sizes) {
    onProgress(`${pupils} pupils ...`);
    figures.push(await measure(pupils, { work, ms: seconds * 1000 }));
  }
  return figures;
}

const load = (): string => loadavg()[0]!.toFixed(1);
