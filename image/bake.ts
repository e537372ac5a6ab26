import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { emulator, sourcesOf } from './cache/inputs.ts';
import { forget, kept } from './cache/kept.ts';
import { KERNEL_COMMAND_LINE, NODE_FLAGS } from './config.ts';
import { blocksHeld } from '../src/emulator/cold-disk.ts';
import { filePages, pagesToRead } from './file-pages.ts';
import { Machine, type Parts } from './machine.ts';
import { neighbours } from './neighbours.ts';
import { tryOut } from './read-trace.ts';
import type { Reporter } from './reporter.ts';

const BOOT_LIMIT_MS = 900_000;
const WARM_LIMIT_MS = 900_000;
/** Guest instructions each stage takes, as measured; they only scale the progress bar. */
const EXPECTED = { boot: 7e9, warm: 1.8e9 };

type Boot = Omit<NonNullable<Parts['boot']>, 'commandLine'>;

type Built = Omit<Parts, 'boot'> & { disk: string };

export interface Folders {
  /** What the disk was made of. */
  root: string;
  /** Keeps the state in the middle of the work, for a build that is interrupted after it. */
  cache: string;
}

/**
 * Boots the machine, has it prepare a node process and read what programs will need of the disk; returns its state,
 * ready to be restored.
 */
export async function bake(parts: Built, boot: Boot, { root, cache }: Folders, report: Reporter): Promise<ArrayBuffer> {
  // Booting and warming take the most time by far: a build that goes on from there need not do it again.
  const make = async (): Promise<Uint8Array> => new Uint8Array(await bootAndWarm(parts, boot, report));
  const warm = Uint8Array.from(await kept(cache, await nameOf(parts, boot), make, report.notice)).buffer;
  try {
    return await goOn({ ...parts, state: warm }, root, report);
  } catch (error) {
    // It may be the state's fault: the next build does not begin with the same again.
    if (!report.signal?.aborted) await forget(cache, 'warm-');
    throw error;
  }
}

/** From the warm state to the one that is saved for readers. */
async function goOn(parts: Built & { state: ArrayBuffer }, root: string, report: Reporter): Promise<ArrayBuffer> {
  const pages = await wanted(await tryOut(parts, report), parts, root);
  return withMachine(parts, async (machine, complaints) => {
    await machine.start();
    const settled = machine.next(({ type }) => type === 's', 'settle', WARM_LIMIT_MS);
    machine.send('S', 0, pages);
    await settled;
    if (complaints.length > 0) throw new Error('not every page of the disk could be read');
    return machine.save();
  });
}

/** What is to be read before it is saved, as `pagesToRead` puts it: the blocks that trials read, and their neighbours. */
async function wanted(
  tried: Set<number>,
  { disk, state }: Built & { state: ArrayBuffer },
  root: string,
): Promise<string> {
  const content = await readFile(disk);
  const needed = new Set([...tried, ...blocksHeld(content, state)]);
  const near = neighbours(needed, await filePages(content, root));
  return pagesToRead(new Set([...tried, ...near]), content, root);
}

/** By everything that the warm state depends on. */
async function nameOf({ disk, memoryMiB }: Built, { kernel, initrd }: Boot): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([KERNEL_COMMAND_LINE, NODE_FLAGS, memoryMiB]));
  const code = [...(await sourcesOf('image/machine.ts')).values(), ...(await emulator())];
  for (const content of [await readFile(disk), await readFile(kernel), initrd, ...code]) hash.update(content);
  return `warm-${hash.digest('hex').slice(0, 16)}`;
}

function bootAndWarm(parts: Built, boot: Boot, report: Reporter): Promise<ArrayBuffer> {
  return withMachine({ ...parts, boot: { ...boot, commandLine: KERNEL_COMMAND_LINE } }, async machine => {
    const up = machine.next(({ type }) => type === 'u', 'boot', BOOT_LIMIT_MS);
    await machine.start();
    await watch(machine, 'boot', up, report);
    const ready = machine.next(({ type }) => type === 'z', 'prepare a node process', WARM_LIMIT_MS);
    machine.send('Z', 1, NODE_FLAGS.join(' '));
    await watch(machine, 'warm', ready, report);
    return machine.save();
  });
}

/** Rejects with everything that the supervisor complained of, too. */
async function withMachine<T>(parts: Parts, work: (machine: Machine, complaints: string[]) => Promise<T>): Promise<T> {
  const machine = await Machine.create(parts);
  const complaints: string[] = [];
  machine.onFrame(({ type, payload }) => {
    if (type === 'l') complaints.push(Buffer.from(payload).toString());
  });
  try {
    return await work(machine, complaints);
  } catch (error) {
    throw new Error([(error as Error).message, ...complaints].join('\n'), { cause: error });
  } finally {
    await machine.destroy();
  }
}

async function watch(
  machine: Machine,
  stage: 'boot' | 'warm',
  done: Promise<unknown>,
  report: Reporter,
): Promise<void> {
  const { onProgress, signal } = report;
  let last = machine.instructions;
  let total = 0;
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', abort);
  const timer = setInterval(() => {
    // The counter is 32 bits wide and wraps within seconds.
    total += (machine.instructions - last) >>> 0;
    last = machine.instructions;
    onProgress(stage, Math.min(total, EXPECTED[stage] * 0.99), EXPECTED[stage]);
  }, 500);
  try {
    await Promise.race([done, aborted.promise]);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', abort);
  }
  onProgress(stage, 1, 1);
}
