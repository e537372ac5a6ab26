import { createHash } from 'node:crypto';
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KERNEL_COMMAND_LINE, NODE_FLAGS } from './config.ts';
import { pagesToRead } from './file-pages.ts';
import type { Reporter } from './image.ts';
import { Machine, type Parts } from './machine.ts';
import { tryOut } from './try-out.ts';

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
export async function bake(
  parts: Built, boot: Boot, { root, cache }: Folders, report: Reporter,
): Promise<ArrayBuffer> {
  const warm = await keptWarm(cache, await nameOf(parts, boot), () => bootAndWarm(parts, boot, report));
  const blocks = await tryOut({ ...parts, state: warm }, report);
  const pages = await pagesToRead(blocks, await readFile(parts.disk), root);
  return withMachine({ ...parts, state: warm }, async (machine, complaints) => {
    await machine.start();
    const settled = machine.next(({ type }) => type === 's', 'settle', WARM_LIMIT_MS);
    machine.send('S', 0, pages);
    await settled;
    if (complaints.length > 0) throw new Error('not every page of the disk could be read');
    return machine.save();
  });
}

/** For when an image is finished: removes what was kept of the work on it. */
export async function forgetWarm(cache: string): Promise<void> {
  for await (const name of glob('warm-*.state', { cwd: cache })) await rm(join(cache, name));
}

/** Booting and warming take the most time by far: a build that went on from there need not do it again. */
async function keptWarm(cache: string, name: string, make: () => Promise<ArrayBuffer>): Promise<ArrayBuffer> {
  const path = join(cache, name);
  const kept = await readFile(path).catch(() => null);
  if (kept) return new Uint8Array(kept).buffer;
  const state = await make();
  await writeFile(`${path}.partial`, new Uint8Array(state));
  await rename(`${path}.partial`, path);
  return state;
}

/** By everything that the warm state depends on but the emulator, of which there is one version. */
async function nameOf({ disk, memoryMiB }: Built, { kernel, initrd }: Boot): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([KERNEL_COMMAND_LINE, NODE_FLAGS, memoryMiB]));
  for (const content of [await readFile(disk), await readFile(kernel), initrd]) hash.update(content);
  return `warm-${hash.digest('hex').slice(0, 16)}.state`;
}

function bootAndWarm(parts: Built, boot: Boot, report: Reporter): Promise<ArrayBuffer> {
  return withMachine({ ...parts, boot: { ...boot, commandLine: KERNEL_COMMAND_LINE } }, async (machine) => {
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

async function watch(machine: Machine, stage: 'boot' | 'warm', done: Promise<unknown>, report: Reporter): Promise<void> {
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
