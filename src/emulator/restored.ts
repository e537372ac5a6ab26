import { Driver, type DriverParts } from './driver.ts';
import type { Frame } from './protocol.ts';

/** A restored machine answers in a few milliseconds; one that does not within this is broken. */
const ANSWER_LIMIT_MS = 30_000;
/** A difference between this computer's clock and the machine's that is worth correcting: the computer slept. */
const CLOCK_DRIFT_MS = 500;
/** A program cannot tell a lost connection from an endless wait. */
const DISK_LIMIT_MS = 15_000;
const DISK_LOST = `A part of the machine's disk did not come within ${DISK_LIMIT_MS / 1000} s: the connection to it is lost.`;

/** A machine that goes back to its saved state again and again, and keeps the time of this computer. */
export interface Emulator {
  /** Frames from the guest, in order. */
  onFrame: (frame: Frame) => void;
  /** The machine cannot go on: its kernel gave up, or for what `message` says. */
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

/** Makes an emulator of a saved state; it has no right time before `restore`. */
export async function createRestored(parts: DriverParts & { state: ArrayBuffer }): Promise<Emulator> {
  const driver = await Driver.create(parts);
  /** Offset from performance.now() to the time that was told to the guest. */
  let offset = 0;

  function setClock(): Promise<void> {
    offset = Date.now() - performance.now();
    return driver.setClock(offset + performance.now());
  }

  const emulator: Emulator = {
    onFrame: () => {},
    onCrash: () => {},
    async restore(ahead) {
      await driver.rewind();
      forgetReads();
      let answer = setClock();
      if (ahead) {
        driver.send(ahead);
        // Once more, because it is the clock that is answered, and frames are taken in their order.
        answer = setClock();
      }
      driver.run();
      await within(answer, ANSWER_LIMIT_MS);
      driver.halt();
    },
    send(bytes) {
      if (Math.abs(Date.now() - performance.now() - offset) > CLOCK_DRIFT_MS) void setClock();
      driver.send(bytes);
      driver.run();
    },
    instructions: () => driver.instructions,
  };
  driver.onFrame = frame => emulator.onFrame(frame);
  driver.onCrash = () => emulator.onCrash();
  const forgetReads = watchDiskReads(driver, () => emulator.onCrash(DISK_LOST));
  return emulator;
}

/** Calls `onLost` for a read that is not answered in time; returns how to forget those under way. */
function watchDiskReads(driver: Driver, onLost: () => void): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  driver.onDiskRead(() => {
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
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`the restored machine did not answer within ${limit / 1000} s`)),
    limit,
  );
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
