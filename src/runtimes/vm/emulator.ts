import { V86, type V86Image } from 'v86';
import { RuntimeError } from '../runtime.ts';
import type { Assets } from './assets.ts';
import { ComposedDisk } from '../../emulator/composed-disk.ts';
import {
  cancelDiskReads,
  chooseFunctionSize,
  consoleHasRoom,
  cpuOf,
  listenToDiskReads,
  sendToConsole,
  type Cpu,
} from '../../emulator/internals.ts';
import { restoreFrom, restoreKeepingCompiled } from '../../emulator/delta-restore.ts';
import { encodeClock, FrameParser, PacedSender, type Frame } from '../../emulator/protocol.ts';
import { rangeDisk } from '../../emulator/range-disk.ts';
import { splitState, type SavedState } from '../../emulator/saved-state.ts';
import { yieldInThisThread } from '../../emulator/scheduling.ts';
import { correctTscOnRestore } from '../../emulator/time-stamp-counter.ts';

/** A restored machine answers in a few milliseconds; one that does not within this is broken. */
const ANSWER_LIMIT_MS = 30_000;
/** A difference between the page's clock and the machine's that is worth correcting: the computer slept. */
const CLOCK_DRIFT_MS = 500;
/** A program cannot tell a lost connection from an endless wait. */
const DISK_LIMIT_MS = 15_000;
const DISK_LOST = `A part of the machine's disk did not come within ${DISK_LIMIT_MS / 1000} s: the connection to the site is lost.`;

export interface Emulator {
  /** Frames from the guest, in order. */
  onFrame: (frame: Frame) => void;
  /**
   * The guest's kernel gave up and asked for a reboot, which a restored machine cannot do; or the machine cannot go
   * on for what `message` says.
   */
  onCrash: (message?: string) => void;
  /**
   * Puts the machine back to its saved state, with the right time, fresh randomness and what `ahead` brings, whole
   * frames, and halts it there: an idle guest still takes an eighth of a core. Rejects when the machine does not answer.
   */
  restore(ahead?: Uint8Array): Promise<void>;
  /** Sends bytes of whole frames and lets the machine go on, setting the clock first when the computer has slept. */
  send(bytes: Uint8Array): void;
  /** Guest instructions executed so far, modulo 2^32. */
  instructions(): number;
}

/**
 * Makes an emulator of the saved state; it has no right time before `restore`. `raw` is the decompressed state; it
 * stays in use for every later restore.
 */
export async function createEmulator(module: WebAssembly.Module, assets: Assets, raw: ArrayBuffer): Promise<Emulator> {
  const { manifest, findColdDisk, diskUrl } = assets;
  const saved = splitState(raw);
  const disk = rangeDisk(diskUrl, manifest.files.disk.bytes, { stored: storedDisk(findColdDisk, raw) });
  const v86 = new V86({
    wasm_fn: async imports => (await WebAssembly.instantiate(module, imports)).exports,
    memory_size: manifest.memoryMiB * 2 ** 20,
    // As image/machine.ts has it: a state fits only a machine of the same parts.
    vga_memory_size: 2 ** 20,
    // v86 takes a disk of one's own making, though its types do not say so.
    hda: disk as unknown as V86Image,
    // Without a state v86 reads the disk's first block, and waits for it.
    initial_state: { buffer: saved.rest },
    // The published type wants a terminal here; without one the console is there all the same.
    virtio_console: true as unknown as { type: 'none' },
    disable_keyboard: true,
    disable_mouse: true,
    disable_speaker: true,
    autostart: false,
  });
  // Before v86 restores for the first time, which it does right after telling that it is ready.
  v86.add_listener('emulator-ready', () => {
    correctTscOnRestore(cpuOf(v86));
    restoreFrom(cpuOf(v86), saved.memory);
  });
  await new Promise<void>(resolve => v86.add_listener('emulator-loaded', resolve));
  yieldInThisThread(v86);
  return driveEmulator(v86, cpuOf(v86), saved);
}

/** The browser may keep the cold disk already, or only when the machine has been running for a while. */
function storedDisk(findColdDisk: Assets['findColdDisk'], state: ArrayBuffer): () => Promise<Blob | undefined> {
  let disk: Blob | undefined;
  return async () => {
    const cold = disk ? undefined : await findColdDisk();
    if (cold) disk = await ComposedDisk.open(cold, state);
    return disk;
  };
}

function driveEmulator(v86: V86, cpu: Cpu, { rest, memory }: SavedState): Emulator {
  const parser = new FrameParser();
  let answered: (() => void) | undefined;
  let unanswered = 0;
  let isFirst = true;
  /** Offset from performance.now() to the time that was told to the guest. */
  let offset = 0;
  const sender = new PacedSender({
    write: chunk => sendToConsole(v86, chunk),
    hasRoom: () => consoleHasRoom(cpu),
  });

  v86.add_listener('virtio-console0-output-bytes', bytes => {
    for (const frame of parser.push(bytes)) {
      if (frame.type === 't' && --unanswered === 0) answered?.();
      emulator.onFrame(frame);
    }
  });

  function setClock(): void {
    offset = Date.now() - performance.now();
    unanswered++;
    sender.send(encodeClock(offset + performance.now()));
  }

  onReboot(cpu, () => emulator.onCrash());
  const forgetReads = watchDiskReads(cpu, () => emulator.onCrash(DISK_LOST));

  const emulator: Emulator = {
    onFrame: () => {},
    onCrash: () => {},
    async restore(ahead) {
      // Who asks may do so from inside the guest's write to the console, where its processor is still at work.
      await new Promise(resolve => {
        setTimeout(resolve);
      });
      sender.clear();
      parser.reset();
      // The first restore is the one v86 did itself when it was made.
      if (!isFirst) {
        cancelDiskReads(cpu);
        forgetReads();
        restoreKeepingCompiled(cpu, memory, () => void v86.restore_state(rest));
      }
      isFirst = false;
      chooseFunctionSize(cpu);
      const answer = new Promise<void>(resolve => {
        answered = resolve;
      });
      unanswered = 0;
      setClock();
      if (ahead) {
        sender.send(ahead);
        // Once more, because it is the clock that is answered, and frames are taken in their order.
        setClock();
      }
      await v86.run();
      await within(answer, ANSWER_LIMIT_MS);
      // Not v86.stop(): that waits until it has stopped, which is for nobody here to wait for.
      (v86 as unknown as { v86: { stop(): void } }).v86.stop();
    },
    send(bytes) {
      if (Math.abs(Date.now() - performance.now() - offset) > CLOCK_DRIFT_MS) setClock();
      sender.send(bytes);
      void v86.run();
    },
    instructions: () => cpu.instruction_counter[0]! >>> 0,
  };
  return emulator;
}

/** Takes the place of v86's reboot, which would look for a BIOS that is not there. */
function onReboot(cpu: Cpu, listener: () => void): void {
  const rebooting = cpu as Cpu & { reboot_internal?: () => void };
  if (!rebooting.reboot_internal) throw new Error('v86 lacks reboot_internal: it is not the version this code knows');
  rebooting.reboot_internal = listener;
}

/** Calls `onLost` for a read that is not answered in time; returns how to forget those under way. */
function watchDiskReads(cpu: Cpu, onLost: () => void): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  listenToDiskReads(cpu, () => {
    const timer = setTimeout(onLost, DISK_LIMIT_MS);
    timers.add(timer);
    return () => {
      clearTimeout(timer);
      timers.delete(timer);
    };
  });
  return () => {
    timers.forEach(clearTimeout);
    timers.clear();
  };
}

async function within(answer: Promise<void>, limit: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new RuntimeError(
            'start-failed',
            `The restored machine did not answer within ${limit / 1000} s.`,
            'Reload the page to start it again.',
          ),
        ),
      limit,
    );
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
