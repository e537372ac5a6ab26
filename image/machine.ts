import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Driver, type DriverParts } from '#src/emulator/driver.ts';
import { emulatorModule, partsOf } from '#src/emulator/image-parts.server.ts';
import {
  decodeExit,
  encodeFrame,
  encodeRun,
  type Frame,
  type GuestExit,
  type HostFrameType,
  type RunPayload,
} from '#src/emulator/protocol.ts';
import { blobDisk } from '#src/emulator/v86-disk.ts';
import { perStream, streamOf, type OutputStream } from '#src/streams.ts';
import type { Image } from './cache/ensure.ts';

/** Files a machine is made of; `boot` to boot one, `state` to restore one. */
export interface Parts {
  memoryMiB: number;
  bios: string;
  vgabios: string;
  /** A file's path, or its content piece by piece. */
  disk: string | Blob;
  boot?: { kernel: string; initrd: Uint8Array; commandLine: string };
  /** A saved state, not compressed. */
  state?: ArrayBuffer;
}

export type RunOptions = Partial<RunPayload> & Pick<RunPayload, 'files'> & { timeoutMs?: number };

export interface Result extends Record<OutputStream, Uint8Array> {
  exit: GuestExit;
  /** Milliseconds to the first byte of output (or the end) and to the end. */
  firstMs: number;
  endMs: number;
  instructions: number;
}

/** A run in progress; `done` rejects when the machine does not end it within its time limit. */
export interface Running {
  done: Promise<Result>;
  write(data: string | Uint8Array): void;
  end(): void;
  kill(): void;
  /** As ctrl-C does. */
  interrupt(): void;
  /** Resolves when stdout holds `text`. */
  printed(text: string): Promise<void>;
}

type FrameListener = (frame: Frame) => void;
const RUN_TIMEOUT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 30_000;

/** The machine under Node with a program run to its end, for building its image and for tests; see src/emulator/driver.ts. */
export class Machine {
  readonly #driver: Driver;
  readonly #listeners = new Set<FrameListener>();
  #runs = 0;

  private constructor(driver: Driver) {
    this.#driver = driver;
    driver.onFrame = frame => this.#listeners.forEach(listener => listener(frame));
  }

  /** A machine holding these parts, not yet running. */
  static async create(parts: Parts): Promise<Machine> {
    return new Machine(await Driver.create(await read(parts)));
  }

  /** A machine restored from a built image, running, with the right clock. */
  static async fromImage({ folder, manifest }: Image): Promise<Machine> {
    const machine = new Machine(await Driver.create(await partsOf(folder, manifest)));
    await machine.start();
    await machine.setClock();
    return machine;
  }

  get instructions(): number {
    return this.#driver.instructions;
  }

  async start(): Promise<void> {
    this.#driver.run();
  }

  onFrame(listener: FrameListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of every read from the disk, in bytes. */
  onDiskRead(listener: (at: number, length: number) => void): void {
    this.#driver.onDiskRead(listener);
  }

  send(type: HostFrameType, id: string | number = 0, data: string | Uint8Array = ''): void {
    this.#driver.send(encodeFrame(type, id, data));
  }

  /** Waits for a frame; rejects with what the serial console said when none comes in time. */
  async next(accept: (frame: Frame) => boolean, what: string, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const stop = this.onFrame(frame => {
        if (!accept(frame)) return;
        finish();
        resolve(frame);
      });
      const timer = setTimeout(() => {
        finish();
        reject(
          new Error(
            `the machine did not ${what} within ${timeoutMs / 1000} s; it said: ${this.#driver.serial.slice(-800)}`,
          ),
        );
      }, timeoutMs);
      const finish = (): void => {
        clearTimeout(timer);
        stop();
      };
    });
  }

  async setClock(epochMs = Date.now()): Promise<void> {
    const answer = this.next(frame => frame.type === 't', 'set its clock');
    void this.#driver.setClock(epochMs);
    await answer;
  }

  /** Back to the saved state, with the right clock and fresh randomness. */
  async reset({ clock = true } = {}): Promise<void> {
    await this.#driver.rewind();
    await this.start();
    if (clock) await this.setClock();
  }

  /** Starts a program; the machine must be freshly reset. */
  run({ timeoutMs = RUN_TIMEOUT_MS, ...payload }: RunOptions): Running {
    const id = `run${this.#runs++}`;
    const output = perStream((): Uint8Array[] => []);
    const from = performance.now();
    const before = this.instructions;
    let firstMs = 0;
    let wake = (): void => {};
    const stop = this.onFrame(({ type, id: of, payload: bytes }) => {
      const stream = streamOf(type);
      if (of !== id || !stream) return;
      firstMs ||= performance.now() - from;
      output[stream].push(bytes);
      wake();
    });
    const done = this.next(({ type, id: of }) => type === 'x' && of === id, 'end the program', timeoutMs)
      .then(({ payload: bytes }): Result => {
        const endMs = performance.now() - from;
        return {
          exit: decodeExit(bytes),
          ...perStream(stream => Buffer.concat(output[stream])),
          firstMs: firstMs || endMs,
          endMs,
          instructions: (this.instructions - before) >>> 0,
        };
      })
      .finally(stop);
    this.#driver.send(encodeRun(id, { ...DEFAULTS, seed: seed(), ...payload }));
    return {
      done,
      write: data => this.send('I', id, data),
      end: () => this.send('I', id),
      kill: () => this.send('K', id),
      interrupt: () => this.send('C', id),
      printed: text =>
        new Promise(resolve => {
          wake = () => Buffer.concat(output.stdout).includes(text) && resolve();
          wake();
        }),
    };
  }

  async save(): Promise<ArrayBuffer> {
    return this.#driver.save();
  }

  async destroy(): Promise<void> {
    await this.#driver.destroy();
  }
}

const DEFAULTS = { program: 'work/main.mjs', args: [], cwd: 'work', env: {}, interactive: false };

const seed = (): number => 1 + (crypto.getRandomValues(new Uint32Array(1))[0]! % (2 ** 31 - 1));

async function read({ memoryMiB, bios, vgabios, disk, boot, state }: Parts): Promise<DriverParts> {
  const content = async (path: string): Promise<ArrayBuffer> => new Uint8Array(await readFile(path)).buffer;
  return {
    module: await emulatorModule(),
    memoryMiB,
    disk: blobDisk(typeof disk === 'string' ? await openAsBlob(disk) : disk),
    state,
    boot: boot && {
      bios: await content(bios),
      vgabios: await content(vgabios),
      kernel: await content(boot.kernel),
      initrd: new Uint8Array(boot.initrd).buffer,
      commandLine: boot.commandLine,
    },
  };
}
