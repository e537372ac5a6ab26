/**
 * The parts of v86 0.5.462 that it does not publish and we need: its CPU's clock, memory, compiled-code cache,
 * console queue and disk. All of them are named here, so that an update of v86 that moves one fails at once.
 */

export interface Cpu {
  /** 64 bits as [low, high], valid after `store_current_tsc`. */
  readonly current_tsc: Uint32Array;
  readonly instruction_counter: Uint32Array;
  /** Guest memory, inside the emulator's own WebAssembly memory. */
  readonly mem8: Uint8Array;
  readonly wm: {
    exports: { jit_dirty_page(page: number): void; set_jit_config(index: number, value: number): void };
    /** Functions compiled from the guest's code are behind v86's own. */
    wasm_table: WebAssembly.Table;
  };
  readonly devices: {
    virtio_console: { virtio: { queues: ReadonlyArray<{ has_request(): boolean }> } };
    ide: { primary: { master: { cancel_io_operations(): void; buffer: Disk } } };
  };
  store_current_tsc(): void;
  set_tsc(low: number, high: number): void;
  is_memory_zeroed(address: number, length: number): boolean;
  unpack_memory(bitmap: { get(page: number): number }, packed: Uint8Array): void;
  jit_clear_cache(): void;
  reboot_internal(): void;
}

/** Where v86 takes the disk's bytes from; numbers are bytes. */
interface Disk {
  get(at: number, length: number, answer: (bytes: Uint8Array) => void): void;
}

const USED = [
  'current_tsc',
  'instruction_counter',
  'mem8',
  'store_current_tsc',
  'set_tsc',
  'is_memory_zeroed',
  'unpack_memory',
  'jit_clear_cache',
  'reboot_internal',
] as const satisfies ReadonlyArray<keyof Cpu>;

/** The emulator's CPU; throws an `Error` naming what is missing when v86 is not the version we know. */
export function cpuOf(emulator: object): Cpu {
  const cpu = (emulator as { v86?: { cpu?: Partial<Cpu> } }).v86?.cpu;
  const missing: string[] = USED.filter(name => cpu?.[name] === undefined);
  for (const name of ['jit_dirty_page', 'set_jit_config'] as const) {
    if (typeof cpu?.wm?.exports?.[name] !== 'function') missing.push(`wm.exports.${name}`);
  }
  if (cpu?.wm?.wasm_table?.length !== TABLE_OFFSET + TABLE_PLACES)
    missing.push(`wm.wasm_table of ${TABLE_PLACES} places`);
  if (!cpu?.devices?.virtio_console?.virtio?.queues) missing.push('devices.virtio_console');
  const drive = cpu?.devices?.ide?.primary?.master;
  if (typeof drive?.cancel_io_operations !== 'function' || typeof drive.buffer?.get !== 'function')
    missing.push('devices.ide');
  if (missing.length > 0) {
    throw new Error(`v86 lacks ${missing.join(', ')}: it is not ready, or not the version this code knows`);
  }
  return cpu as Cpu;
}

/** Of v86's settings for its compiler: how many pages of the guest's code become one WebAssembly function at most. */
const MAX_PAGES = 1;
/** Where v86 keeps these functions; when no place is left it throws every one of them away. */
const [TABLE_OFFSET, TABLE_PLACES] = [1024, 900];

/**
 * Has v86 make a function of each page of code, and of two or four pages when places get few; to be called now and then.
 *
 * Browsers compile a function that runs often once more, and the time that takes grows faster than the function: with
 * three pages, v86's own choice, Chromium's compiler takes both cores of a small computer for half a minute and more.
 * But a lesson about TLS runs code of more pages than there are places. The pages that run most come first, so these
 * get their own.
 */
export function chooseFunctionSize(cpu: Cpu): void {
  let free = 0;
  for (let place = 0; place < TABLE_PLACES; place++) {
    if (cpu.wm.wasm_table.get(TABLE_OFFSET + place) === null) free++;
  }
  cpu.wm.exports.set_jit_config(MAX_PAGES, free > 600 ? 1 : free > 200 ? 2 : 4);
}

/** Calls `listener` in place of v86's reboot, which would look for a BIOS that a restored machine does not have. */
export function onReboot(cpu: Cpu, listener: () => void): void {
  cpu.reboot_internal = listener;
}

/** Has the emulator stop at its next turn; its own `stop` waits until it has, which is for nobody here to wait for. */
export function haltSoon(emulator: object): void {
  (emulator as { v86: { stop(): void } }).v86.stop();
}

/** Hands bytes to the guest's console: at most a page, and only when it has room. */
export function sendToConsole(emulator: object, bytes: Uint8Array): void {
  const { bus } = emulator as { bus: { send(event: string, data: Uint8Array): void } };
  bus.send('virtio-console0-input-bytes', bytes);
}

/** Whether the guest offers a buffer for console input; v86 drops what is sent when it offers none. */
export function consoleHasRoom(cpu: Cpu): boolean {
  return cpu.devices.virtio_console.virtio.queues[0]!.has_request();
}

/** To be called before a restore: a read that the old machine asked for must not be answered to the new one. */
export function cancelDiskReads(cpu: Cpu): void {
  cpu.devices.ide.primary.master.cancel_io_operations();
}

/** Tells of every read from the disk before it is answered, in bytes; what `listener` returns is called afterwards. */
export function listenToDiskReads(cpu: Cpu, listener: (at: number, length: number) => void | (() => void)): void {
  const { buffer } = cpu.devices.ide.primary.master;
  const get = buffer.get.bind(buffer);
  buffer.get = (at, length, answer) => {
    const answered = listener(at, length);
    get(at, length, bytes => {
      answered?.();
      answer(bytes);
    });
  };
}
