import { cpus, totalmem } from 'node:os';

import { readArguments, type BenchArguments, type Part } from './arguments.ts';
import { measureClass } from './class/index.ts';
import { measureGrading } from './grading.ts';
import { measureLivedIn } from './lived-in/index.ts';
import { measureMachine, type MachineFigures, type Timing } from './machine.ts';
import { markdownTable } from './markdown.ts';
import { measureSite, type Visit } from './site.ts';

/** `npm run bench`: how quick and how large all of it is, in one run on one computer. Markdown on stdout. */
const tell = (line: string): void => console.error(line);

try {
  await bench(readArguments(process.argv.slice(2)));
} catch (error) {
  tell((error as Error).message);
  process.exitCode = 2;
}

/** One part after the other, each told as soon as it is known. */
async function bench({ parts, beside, rounds, seconds }: BenchArguments): Promise<void> {
  console.log(`# How quick, how large

${cpus().length} cores (${cpus()[0]?.model}), ${gib(totalmem())} GiB of memory, ${new Date().toISOString().slice(0, 10)}.`);
  const given = rounds !== undefined && { rounds };
  const measured: Record<Part, () => Promise<string>> = {
    site: async () => siteText(await measureSite()),
    machine: async () => machineText(await measureMachine({ onProgress: tell, ...given })),
    'lived-in': () => measureLivedIn({ onProgress: tell, ...given, ...(beside !== undefined && { beside }) }),
    grading: () => measureGrading(given || {}),
    class: () => measureClass({ onProgress: tell, ...(seconds !== undefined && { seconds }) }),
  };
  for (const part of parts) {
    tell(`Measuring the part ${part} ...`);
    console.log(`\n${await measured[part]()}`);
  }
}

function siteText(visits: readonly Visit[]): string {
  return `## Opening a lesson

In milliseconds.

${siteTable(visits)}`;
}

function machineText(machine: MachineFigures): string {
  return `## The machine

${machineTable(machine)}

## Programs

Medians of ${machine.rounds}, in milliseconds: until the first output / until the end. A first run comes on a machine just booted, for each sample
another one; the later runs follow ${machine.idleMs / 1000} s of reading after it, in which the machine warmed up. Native Node is
timed before and after, on the same computer. Recorded is a later run whose wire is recorded, in turn with the others: how many
times as long it takes / its million instructions. The longest task is the page's own while the machine warmed up.

${programTable(machine)}`;
}

function siteTable(all: readonly Visit[]): string {
  return markdownTable(
    ['', ...all.map(({ name }) => name)],
    [
      ['first text on screen', ...all.map(visit => whole(visit.firstText))],
      ['code to be read', ...all.map(visit => whole(visit.code))],
      ['editor to type in', ...all.map(visit => whole(visit.editor))],
      ['ready for Run', ...all.map(visit => whole(visit.ready))],
      ['the page up to the editor, kB', ...all.map(visit => whole(visit.pageBytes / 1e3))],
      ['the machine, kB', ...all.map(visit => whole(visit.machineBytes / 1e3))],
    ],
  );
}

function machineTable({ image, ready, memory }: MachineFigures): string {
  return markdownTable(
    ['', ''],
    [
      ['saved state, MB', image.stateMB.toFixed(1)],
      ['rest of the disk, MB', image.coldDiskMB.toFixed(1)],
      ['memory of the guest, MiB', whole(image.memoryMiB)],
      ['memory of the page, MiB', whole(memory.resident)],
      ['ready, nothing cached, ms', whole(ready.first)],
      ['ready, cached, ms', whole(ready.cached)],
    ],
  );
}

function programTable({ programs }: MachineFigures): string {
  return markdownTable(
    [
      '',
      'native Node',
      'machine, first',
      'machine, later',
      'later : native',
      'million instructions',
      'recorded',
      'longest task',
    ],
    programs.map(({ name, native, firstRun, laterRun, instructions, recorded, longestTask }) => [
      name,
      both(native),
      both(firstRun),
      both(laterRun),
      (laterRun.total / native.total).toFixed(1),
      instructions.toFixed(1),
      `${(recorded.total / laterRun.total).toFixed(2)} / ${recorded.instructions.toFixed(1)}`,
      longestTask > 0 ? whole(longestTask) : 'under 50',
    ]),
  );
}

function both({ first, total }: Timing): string {
  return `${whole(first)} / ${whole(total)}`;
}

function whole(value: number): string {
  return Number.isNaN(value) ? '-' : String(Math.round(value));
}

function gib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(0);
}
