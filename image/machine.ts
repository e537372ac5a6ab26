import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { V86, type V86Image } from 'v86';
import {
  cancelDiskReads,
  consoleHasRoom,
  cpuOf,
  listenToDiskReads,
  sendToConsole,
  type Cpu,
} from '#src/emulator/internals.ts';
import { restoreKeepingCompiled, type ResetCounts } from '#src/emulator/delta-restore.ts';
import {
  decodeExit,
  encodeClock,
  encodeFrame,
  encodeRun,
  FrameParser,
  PacedSender,
  type Frame,
  type GuestExit,
  type HostFrameType,
  type RunPayload,
} from '#src/emulator/protocol.ts';
import { splitState, type SavedState } from '#src/emulator/saved-state.ts';
import { correctTscOnRestore } from '#src/emulator/time-stamp-counter.ts';
import type { Image } from './build.ts';
import type { ImageFile } from '#src/emulator/manifest.ts';

const decompress = promisify(zstdDecompress);

/** Files a machine is made of; `kernel`, `initrd` and `commandLine` to boot one, `state` to restore one. */
export interface Parts {
  memoryMiB: number;
  bios: string;
  vgabios: string;
  /** A file's path, or its content piece by piece. */
  disk: string | File;
  boot?: { kernel: string; initrd: Uint8Array; commandLine: string };
  /** A saved state, not compressed. */
  state?: ArrayBuffer;
}

export type RunOptions = Partial<RunPayload> & Pick<RunPayload, 'files'> & { timeoutMs?: number };

export interface Result {
  exit: GuestExit;
  stdout: Uint8Array;
  stderr: Uint8Array;
  report: Uint8Array;
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
const STREAMS = { o: 'stdout', e: 'stderr', r: 'report' } as const;

/** The machine under Node, without a screen: for building its image, for tests and for tools. */
export class Machine {
  readonly emulator: V86;
  readonly cpu: Cpu;
  /** What the guest wrote to its serial console: the kernel's and the supervisor's complaints. */
  serial = '';
  readonly #listeners = new Set<FrameListener>();
  readonly #parser = new FrameParser();
  readonly #sender: PacedSender;
  readonly #state: ArrayBuffer | undefined;
  readonly #split: SavedState | undefined;
  #runs = 0;

  private constructor(emulator: V86, state: ArrayBuffer | undefined) {
    this.emulator = emulator;
    this.#state = state;
    this.#split = state && splitState(state);
    this.cpu = cpuOf(emulator);
    correctTscOnRestore(this.cpu);
    this.#sender = new PacedSender({
      write: chunk => sendToConsole(emulator, chunk),
      hasRoom: () => consoleHasRoom(this.cpu),
    });
    emulator.add_listener('virtio-console0-output-bytes', (bytes: Uint8Array) => {
      for (const frame of this.#parser.push(bytes)) for (const listener of this.#listeners) listener(frame);
    });
    emulator.add_listener('serial0-output-byte', (byte: number) => {
      this.serial = (this.serial + String.fromCharCode(byte)).slice(-20_000);
    });
  }

  /** An emulator holding these parts, not yet running. */
  static async create(parts: Parts): Promise<Machine> {
    const emulator = new V86(await options(parts));
    await new Promise<void>(resolve => emulator.add_listener('emulator-ready', () => resolve()));
    const machine = new Machine(emulator, parts.state);
    if (parts.state) await machine.#restore(false);
    return machine;
  }

  /** A machine restored from a built image, running, with the right clock. */
  static async fromImage({ folder, manifest }: Image): Promise<Machine> {
    const path = (file: ImageFile): string => join(folder, file.name);
    const { state, disk, bios, vgabios } = manifest.files;
    const raw = await decompress(await readFile(path(state)));
    const machine = await Machine.create({
      memoryMiB: manifest.memoryMiB,
      bios: path(bios),
      vgabios: path(vgabios),
      disk: path(disk),
      state: new Uint8Array(raw).buffer,
    });
    await machine.start();
    await machine.setClock();
    return machine;
  }

  get instructions(): number {
    return this.cpu.instruction_counter[0]! >>> 0;
  }

  async start(): Promise<void> {
    await this.emulator.run();
  }

  /** Bytes of console output that were part of no frame. */
  get garbage(): number {
    return this.#parser.garbage;
  }

  onFrame(listener: FrameListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of every read from the disk, in bytes. */
  onDiskRead(listener: (at: number, length: number) => void): void {
    listenToDiskReads(this.cpu, (at, length) => listener(at, length));
  }

  send(type: HostFrameType, id: string | number = 0, data: string | Uint8Array = ''): void {
    this.#sender.send(encodeFrame(type, id, data));
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
          new Error(`the machine did not ${what} within ${timeoutMs / 1000} s; it said: ${this.serial.slice(-800)}`),
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
    this.#sender.send(encodeClock(epochMs));
    await answer;
  }

  /** Back to the saved state, with the right clock and fresh randomness. */
  async reset({ keepCompiled = true, clock = true } = {}): Promise<ResetCounts | null> {
    const counts = await this.#restore(keepCompiled);
    await this.start();
    if (clock) await this.setClock();
    return counts;
  }

  async #restore(keepCompiled: boolean): Promise<ResetCounts | null> {
    const [state, split] = [this.#state, this.#split];
    if (!state || !split) throw new Error('this machine was booted, not restored: there is no state to go back to');
    await this.emulator.stop();
    this.#sender.clear();
    this.#parser.reset();
    cancelDiskReads(this.cpu);
    const inner = this.emulator as unknown as { v86: { restore_state(state: ArrayBuffer): void } };
    if (keepCompiled) return restoreKeepingCompiled(this.cpu, split.memory, () => inner.v86.restore_state(split.rest));
    inner.v86.restore_state(state);
    return null;
  }

  /** Starts a program; the machine must be freshly reset. */
  run({ timeoutMs = RUN_TIMEOUT_MS, ...payload }: RunOptions): Running {
    const id = `run${this.#runs++}`;
    const output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[], report: [] as Uint8Array[] };
    const from = performance.now();
    const before = this.instructions;
    let firstMs = 0;
    let wake = (): void => {};
    const stop = this.onFrame(({ type, id: of, payload: bytes }) => {
      if (of !== id || !(type in STREAMS)) return;
      firstMs ||= performance.now() - from;
      output[STREAMS[type as keyof typeof STREAMS]].push(bytes);
      wake();
    });
    const done = this.next(({ type, id: of }) => type === 'x' && of === id, 'end the program', timeoutMs)
      .then(({ payload: bytes }): Result => {
        const endMs = performance.now() - from;
        return {
          exit: decodeExit(bytes),
          stdout: Buffer.concat(output.stdout),
          stderr: Buffer.concat(output.stderr),
          report: Buffer.concat(output.report),
          firstMs: firstMs || endMs,
          endMs,
          instructions: (this.instructions - before) >>> 0,
        };
      })
      .finally(stop);
    this.#sender.send(encodeRun(id, { ...DEFAULTS, seed: seed(), ...payload }));
    return {
      done,
      write: data => this.#sender.send(encodeFrame('I', id, data)),
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
    await this.emulator.stop();
    return this.emulator.save_state();
  }

  async destroy(): Promise<void> {
    this.#sender.clear();
    await this.emulator.destroy();
  }
}

const DEFAULTS = { program: 'work/main.mjs', args: [], cwd: 'work', env: {}, interactive: false };

const seed = (): number => 1 + (crypto.getRandomValues(new Uint32Array(1))[0]! % (2 ** 31 - 1));

async function options({ memoryMiB, bios, vgabios, disk, boot }: Parts): Promise<ConstructorParameters<typeof V86>[0]> {
  const wasm = await readFile(new URL('./v86.wasm', import.meta.resolve('v86')));
  const buffer = async (path: string): Promise<{ buffer: ArrayBuffer }> => {
    return { buffer: new Uint8Array(await readFile(path)).buffer };
  };
  return {
    wasm_fn: async imports => (await WebAssembly.instantiate(wasm, imports)).instance.exports,
    memory_size: memoryMiB * 2 ** 20,
    vga_memory_size: 2 ** 20,
    bios: await buffer(bios),
    vga_bios: await buffer(vgabios),
    hda:
      typeof disk === 'string'
        ? { url: disk, async: true, size: (await stat(disk)).size }
        : ({ buffer: disk as unknown as ArrayBuffer, async: true } as unknown as V86Image),
    // The published type wants a terminal here; without one the console is there all the same.
    virtio_console: true as unknown as { type: 'none' },
    disable_speaker: true,
    autostart: false,
    ...(boot && {
      bzimage: await buffer(boot.kernel),
      initrd: { buffer: new Uint8Array(boot.initrd).buffer },
      cmdline: boot.commandLine,
    }),
  };
}
