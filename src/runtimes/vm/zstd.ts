import { RuntimeError } from '../runtime.ts';

/** Decompressed in steps, so that the decompressor never holds the whole. */
const STEP = 1 << 20;
/** A fifth of a second on a slow computer. */
const PAUSE = 16 * STEP;

interface Zstd {
  memory: WebAssembly.Memory;
  zstd_create_ctx(length: number): number;
  zstd_get_src_ptr(context: number): number;
  zstd_read(context: number, length: number): number;
  zstd_read_free(pointer: number, length: number): void;
  zstd_free_ctx(context: number): void;
}

/**
 * Decompresses a zstd frame of known size, part by part, with the decompressor inside v86's own module, in an
 * instance made for it alone: WebAssembly memory only grows, and this one goes away with the instance. It takes a
 * copy of `compressed` at the first step.
 */
export function* decompressInSteps(
  module: WebAssembly.Module,
  compressed: Uint8Array,
  bytes: number,
): Generator<Uint8Array<ArrayBuffer>, void> {
  const zstd = new WebAssembly.Instance(module, stubImports(module)).exports as unknown as Zstd;
  const context = zstd.zstd_create_ctx(compressed.length);
  new Uint8Array(zstd.memory.buffer, zstd.zstd_get_src_ptr(context) >>> 0, compressed.length).set(compressed);
  for (let at = 0; at < bytes; at += STEP) {
    const length = Math.min(STEP, bytes - at);
    const pointer = zstd.zstd_read(context, length);
    const part = new Uint8Array(zstd.memory.buffer, pointer >>> 0, length).slice();
    zstd.zstd_read_free(pointer, length);
    yield part;
  }
  zstd.zstd_free_ctx(context);
}

/**
 * Decompresses it whole, and lets this thread answer messages between whiles. `compressed` is of no use afterwards:
 * its memory is given back at once, where the browser can do that.
 */
export async function decompress(
  module: WebAssembly.Module,
  compressed: Uint8Array<ArrayBuffer>,
  bytes: number,
): Promise<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of decompressInSteps(module, compressed, bytes)) {
    if (at === 0) giveBack(compressed.buffer);
    whole.set(part, at);
    at += part.length;
    if (at % PAUSE === 0)
      await new Promise(resolve => {
        setTimeout(resolve);
      });
  }
  return whole.buffer;
}

/** Detaches a buffer, which frees it without waiting for a garbage collection; browsers before 2024 cannot. */
function giveBack(buffer: ArrayBuffer): void {
  const { transfer } = buffer as { transfer?: (length: number) => ArrayBuffer };
  transfer?.call(buffer, 0);
}

/** The module wants a whole emulator; decompressing calls nothing of it but the way to say that it failed. */
function stubImports(module: WebAssembly.Module): WebAssembly.Imports {
  const fail = (): never => {
    throw new RuntimeError(
      'start-failed',
      'The saved machine could not be decompressed.',
      'Reload the page to load it again.',
    );
  };
  const env: Record<string, WebAssembly.ImportValue> = {};
  for (const { name, kind } of WebAssembly.Module.imports(module)) {
    env[name] = kind === 'table' ? new WebAssembly.Table({ element: 'anyfunc', initial: 1924 }) : fail;
  }
  return { env };
}
