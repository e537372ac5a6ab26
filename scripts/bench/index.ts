import { cpus, totalmem } from 'node:os';

import { measureMachine, type MachineFigures, type Timing } from './machine.ts';
import { markdownTable } from './markdown.ts';
import { measureSite, type Visit } from './site.ts';

// `npm run bench`: how quick and how large all of it is, in one run on one computer. Markdown on stdout.
const tell = (line: string): void => console.error(line);

tell('Measuring the site ...');
const visits = await measureSite();
tell('Measuring the machine ...');
const machine = await measureMachine({ onProgress: tell });

console.log(`# How quick, how large

${cpus().length} cores (${cpus()[0]?.model}), ${gib(totalmem())} GiB of memory, ${new Date().toISOString().slice(0, 10)}.
Times in milliseconds.

## Opening a lesson

${siteTable(visits)}

## The machine

${machineTable(machine)}

## Programs

Medians of ${machine.rounds}: until the first output / until the end. A first run comes on a machine just booted, for each sample
another one; the later runs follow ${machine.idleMs / 1000} s of reading after it, in which the machine warmed up. Native Node is
timed before and after, on the same computer. The longest task is the page's own while the machine warmed up.

${programTable(machine)}`);

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
      ['ready, nothing cached', whole(ready.first)],
      ['ready, cached', whole(ready.cached)],
    ],
  );
}

function programTable({ programs }: MachineFigures): string {
  return markdownTable(
    ['', 'native Node', 'machine, first', 'machine, later', 'later : native', 'million instructions', 'longest task'],
    programs.map(({ name, native, firstRun, laterRun, instructions, longestTask }) => [
      name,
      both(native),
      both(firstRun),
      both(laterRun),
      (laterRun.total / native.total).toFixed(1),
      instructions.toFixed(1),
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
