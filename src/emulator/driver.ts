import { V86, type V86Image } from 'v86';
import { restoreFrom, restoreKeepingCompiled } from './delta-restore.ts';
import {
  cancelDiskReads,
  chooseFunctionSize,
  consoleHasRoom,
  cpuOf,
  haltSoon,
  listenToDiskReads,
  onReboot,
  sendToConsole,
  type Cpu,
} from './internals.ts';
import { encodeClock, FrameParser, PacedSender, type Frame } from './protocol.ts';
import { splitState, type SavedState } from './saved-state.ts';
import { yieldInThisThread } from './scheduling.ts';
import { correctTscOnRestore } from './time-stamp-counter.ts';
import type { V86Disk } from './v86-disk.ts';

/** What a machine is made of: `state` to restore one, or else `boot`. */
export interface DriverParts {
  /** v86's own WebAssembly. */
  module: WebAssembly.Module;
  memoryMiB: number;
  disk: V86Disk;
  /** A saved state, not compressed; it stays in use for every later restore. */
  state?: ArrayBuffer;
  boot?: Boot;
}

export interface Boot {
  bios: ArrayBuffer;
  vgabios: ArrayBuffer;
  kernel: ArrayBuffer;
  initrd: ArrayBuffer;
  commandLine: string;
}

/** UTF-16 units of the serial console that are kept. */
const SERIAL_KEPT = 20_000;

/** One v86, in a tab or under Node: everything that is asked of it goes through here. */
export class Driver {
  /** Frames from the guest, in order. */
  onFrame: (frame: Frame) => void = () => {};
  /** The guest's kernel gave up and asked for a reboot, which a restored machine cannot do. */
  onCrash: () => void = () => {};
  /** What the guest wrote to its serial console: the kernel's and the supervisor's complaints. */
  serial = '';
  readonly #v86: V86;
  readonly #cpu: Cpu;
  readonly #saved: SavedState | undefined;
  readonly #parser = new FrameParser();
  readonly #sender: PacedSender;
  /** Who waits for the guest to have set its clock, in the order in which it was told to. */
  #clocks: Array<() => void> = [];
  #hasRun = false;

  private constructor(v86: V86, saved: SavedState | undefined) {
    this.#v86 = v86;
    this.#cpu = cpuOf(v86);
    this.#saved = saved;
    this.#sender = new PacedSender({
      write: chunk => sendToConsole(v86, chunk),
      hasRoom: () => consoleHasRoom(this.#cpu),
    });
    v86.add_listener('virtio-console0-output-bytes', bytes => this.#receive(bytes));
    v86.add_listener('serial0-output-byte', byte => {
      this.serial = (this.serial + String.fromCharCode(byte)).slice(-SERIAL_KEPT);
    });
    onReboot(this.#cpu, () => this.onCrash());
  }

  /** A machine that does not run yet: as it was saved, though with the time of then, or not yet booted. */
  static async create(parts: DriverParts): Promise<Driver> {
    const saved = parts.state && splitState(parts.state);
    const v86 = new V86(settings(parts, saved));
    // Before v86 restores for the first time, which it does right after telling that it is ready.
    v86.add_listener('emulator-ready', () => {
      correctTscOnRestore(cpuOf(v86));
      if (saved) restoreFrom(cpuOf(v86), saved.memory);
    });
    await new Promise<void>(resolve => v86.add_listener('emulator-loaded', resolve));
    yieldInThisThread(v86);
    return new Driver(v86, saved);
  }

  run(): void {
    this.#hasRun = true;
    void this.#v86.run();
  }

  /** Lets it stand still, soon, until `run`. */
  halt(): void {
    haltSoon(this.#v86);
  }

  /** Sends bytes of whole frames, as the console has room for them. */
  send(bytes: Uint8Array): void {
    this.#sender.send(bytes);
  }

  /** Sets the guest's clock and reseeds its randomness; resolves when it has done this and all that was sent before. */
  setClock(epochMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#clocks.push(resolve);
    this.send(encodeClock(epochMs));
    return promise;
  }

  /** Puts the machine back to its saved state; what was sent to it or asked of its disk is forgotten. */
  async rewind(): Promise<void> {
    const saved = this.#saved;
    if (!saved) throw new Error('this machine was booted, not restored: there is no state to go back to');
    // Who asks may do so from inside the guest's write to the console, where its processor is still at work.
    await new Promise(resolve => {
      setTimeout(resolve);
    });
    this.#sender.clear();
    this.#parser.reset();
    this.#clocks = [];
    // v86 did it itself when it was made.
    if (this.#hasRun) {
      cancelDiskReads(this.#cpu);
      restoreKeepingCompiled(this.#cpu, saved.memory, () => void this.#v86.restore_state(saved.rest));
    }
    chooseFunctionSize(this.#cpu);
  }

  /** Guest instructions executed so far, modulo 2^32. */
  get instructions(): number {
    return this.#cpu.instruction_counter[0]! >>> 0;
  }

  /** Tells of every read from the disk before it is answered, in bytes; what `listener` returns is called afterwards. */
  onDiskRead(listener: (at: number, length: number) => void | (() => void)): void {
    listenToDiskReads(this.#cpu, listener);
  }

  /** Stops it; the state is not compressed. */
  async save(): Promise<ArrayBuffer> {
    await this.#v86.stop();
    return this.#v86.save_state();
  }

  async destroy(): Promise<void> {
    this.#sender.clear();
    await this.#v86.destroy();
  }

  #receive(bytes: Uint8Array): void {
    for (const frame of this.#parser.push(bytes)) {
      if (frame.type === 't') this.#clocks.shift()?.();
      this.onFrame(frame);
    }
  }
}

/** A state fits only a machine of the same parts: what is here decides about them for all. */
function settings(
  { module, memoryMiB, disk, boot }: DriverParts,
  saved: SavedState | undefined,
): ConstructorParameters<typeof V86>[0] {
  return {
    wasm_fn: async imports => (await WebAssembly.instantiate(module, imports)).exports,
    memory_size: memoryMiB * 2 ** 20,
    vga_memory_size: 2 ** 20,
    // v86 takes a disk of one's own making, though its types do not say so.
    hda: disk as unknown as V86Image,
    // The published type wants a terminal here; without one the console is there all the same.
    virtio_console: true as unknown as { type: 'none' },
    disable_keyboard: true,
    disable_mouse: true,
    disable_speaker: true,
    autostart: false,
    ...(saved ? { initial_state: { buffer: saved.rest } } : boot && bootSettings(boot)),
  };
}

function bootSettings({ bios, vgabios, kernel, initrd, commandLine }: Boot): ConstructorParameters<typeof V86>[0] {
  return {
    bios: { buffer: bios },
    vga_bios: { buffer: vgabios },
    bzimage: { buffer: kernel },
    initrd: { buffer: initrd },
    cmdline: commandLine,
  };
}
