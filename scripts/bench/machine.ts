import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { launchBrowser, openPage, preparePage } from '../../testing/machine/browser.ts';
import { buildPage, serveSite } from '../../testing/machine/site.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import type { WarmUpProgram, Runtime } from '../../src/runtimes/runtime.ts';
import type { ImageFacts } from '../../src/runtimes/vm/messages.ts';
import { readBenchPrograms, type BenchProgram } from './bench-programs.ts';
import { median } from './median.ts';

/** Milliseconds from Run to the first byte of output and to the end. */
export interface Timing {
  first: number;
  total: number;
}

export interface ProgramFigures {
  name: string;
  /** `node file.mjs` on this computer. */
  native: Timing;
  /** The first run after a boot, and a later one, after `idleMs` of reading. */
  firstRun: Timing;
  laterRun: Timing;
  /** Guest instructions of a later run, in millions. */
  instructions: number;
  /** A later run whose wire is recorded, and its instructions. */
  recorded: Timing & { instructions: number };
  /** Milliseconds of the page's longest task meanwhile; 0 when none took 50 ms. */
  longestTask: number;
}

export interface MachineFigures {
  /** `coldDiskMB` is what the state lacks of the disk. */
  image: { version: string; stateMB: number; coldDiskMB: number; memoryMiB: number };
  /** Milliseconds from asking for the machine to ready: with an empty cache, and from the browser's cache. */
  ready: { first: number; cached: number; parts: ImageFacts['times'] };
  /** Memory of the page's process after a run, in MiB: what is resident, and its own share of it. */
  memory: { resident: number; proportional: number };
  programs: ProgramFigures[];
  rounds: number;
  idleMs: number;
}

export interface MachineBenchOptions {
  /** Samples of which the median is told. */
  rounds?: number;
  /** Milliseconds of reading before the later runs. */
  idleMs?: number;
  onProgress?: (line: string) => void;
}

interface Sample extends Timing {
  instructions: number;
}

/** Times the machine in Chromium and Node itself, alternately, on this computer; needs the machine image. */
export async function measureMachine(options: MachineBenchOptions = {}): Promise<MachineFigures> {
  const { rounds = 5, idleMs = 60_000, onProgress = () => {} } = options;
  await buildPage();
  const site = await serveSite();
  const browser = await launchBrowser();
  try {
    const { page } = await openPage(browser, site.url);
    const first = await bootOnce(page);
    const programs: ProgramFigures[] = [];
    for (const program of await readBenchPrograms()) {
      onProgress(program.name);
      // A page of its own, in the same browser profile: no program pays for the memory of the one before.
      const own = await page.context().newPage();
      await own.goto(site.url);
      programs.push(await measureProgram(own, program, rounds, idleMs));
      await own.close();
    }
    const memory = await measureMemory(browser, site.url);
    const cached: BootSample[] = [];
    for (let i = 0; i < rounds; i++) cached.push(await bootOnce(page));
    const parts = cached.toSorted((a, b) => a.ready - b.ready)[Math.floor(rounds / 2)]!.image.times;
    return {
      image: await describeImage(site.url),
      ready: { first: first.ready, cached: median(cached.map(({ ready }) => ready)), parts },
      memory,
      programs,
      rounds,
      idleMs,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

async function measureProgram(
  page: Page,
  program: BenchProgram,
  rounds: number,
  idleMs: number,
): Promise<ProgramFigures> {
  const { name, run, warmUps } = program;
  const native: Timing[] = [];
  const cold: Sample[] = [];
  const node = createNodeRuntime();
  await timeRun(node, run); // The first start of node reads it from the disk.
  for (let i = 0; i < rounds; i++) {
    native.push(await timeRun(node, run));
    cold.push(await page.evaluate(asked => globalThis.measureCold(asked), run));
  }
  const { samples, recorded, longestTask } = await page.evaluate(
    ([asked, others, idle, times]) => globalThis.measureAfterReading(asked, others, idle, times),
    [run, warmUps, idleMs, rounds] as const,
  );
  for (let i = 0; i < rounds; i++) native.push(await timeRun(node, run));
  await node.dispose();
  return {
    name,
    native: medians(native),
    firstRun: medians(cold),
    laterRun: medians(samples),
    instructions: millionsOf(samples),
    recorded: { ...medians(recorded), instructions: millionsOf(recorded) },
    longestTask,
  };
}

async function timeRun(runtime: Runtime, { files, ...request }: WarmUpProgram): Promise<Timing> {
  await runtime.mount(files);
  const from = performance.now();
  let first = NaN;
  const { exit } = runtime.run({
    ...request,
    onOutput: () => {
      first = Number.isNaN(first) ? performance.now() - from : first;
    },
  });
  const { reason, code } = await exit;
  if (reason !== 'exited' || code !== 0)
    throw new Error(`a program of the bench ended natively as ${reason}, code ${code}`);
  return { first, total: performance.now() - from };
}

const medians = (timings: readonly Timing[]): Timing => ({
  first: median(timings.map(({ first }) => first)),
  total: median(timings.map(({ total }) => total)),
});

const millionsOf = (samples: readonly Sample[]): number =>
  median(samples.map(({ instructions }) => instructions / 1e6));

interface BootSample {
  ready: number;
  image: ImageFacts;
}

const bootOnce = (page: Page): Promise<BootSample> => page.evaluate(() => globalThis.measureBoot());

/** Memory of the process of a page that has booted and run once. */
async function measureMemory(browser: Browser, url: string): Promise<MachineFigures['memory']> {
  const context = await browser.newContext();
  const { page } = await preparePage(await context.newPage(), url);
  await page.evaluate(() => globalThis.measureHello());
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = (await cdp.send('SystemInfo.getProcessInfo')) as {
    processInfo: { type: string; id: number }[];
  };
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => readMemory(id)),
  );
  await context.close();
  return sizes.toSorted((a, b) => b.resident - a.resident)[0] ?? { resident: NaN, proportional: NaN };
}

/** Resident and proportional set size of a process, in MiB (Linux, proc(5)). */
async function readMemory(pid: number): Promise<MachineFigures['memory']> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kib = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]);
  const mib = (field: string): number => Math.round(kib(field) / 1024);
  return { resident: mib('Rss'), proportional: mib('Pss') };
}

async function describeImage(url: string): Promise<MachineFigures['image']> {
  const manifest = (await (await fetch(new URL('machine/manifest.json', url))).json()) as {
    version: string;
    memoryMiB: number;
    files: Record<'state' | 'coldDisk', { bytes: number }>;
  };
  const {
    version,
    memoryMiB,
    files: { state, coldDisk },
  } = manifest;
  return { version, memoryMiB, stateMB: state.bytes / 1e6, coldDiskMB: coldDisk.bytes / 1e6 };
}
