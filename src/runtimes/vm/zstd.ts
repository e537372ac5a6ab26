import { RuntimeError } from '../runtime.ts';

/** Decompressed in steps, so that the decompressor never holds the whole. */
const STEP = 1 << 20;

interface Zstd {
  memory: WebAssembly.Memory;
  zstd_create_ctx(length: number): number;
  zstd_get_src_ptr(context: number): number;
  zstd_read(context: number, length: number): number;
  zstd_read_free(pointer: number, length: number): void;
  zstd_free_ctx(context: number): void;
}

/**
 * Decompresses a zstd frame of known size with the decompressor inside v86's own module, in an instance made
 * for it alone: WebAssembly memory only grows, and this one goes away with the instance.
 */
export function decompress(module: WebAssembly.Module, compressed: Uint8Array, bytes: number): ArrayBuffer {
  const zstd = new WebAssembly.Instance(module, stubImports(module)).exports as unknown as Zstd;
  const context = zstd.zstd_create_ctx(compressed.length);
  new Uint8Array(zstd.memory.buffer, zstd.zstd_get_src_ptr(context) >>> 0, compressed.length).set(compressed);
  const whole = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += STEP) {
    const length = Math.min(STEP, bytes - at);
    const pointer = zstd.zstd_read(context, length);
    whole.set(new Uint8Array(zstd.memory.buffer, pointer >>> 0, length), at);
    zstd.zstd_read_free(pointer, length);
  }
  zstd.zstd_free_ctx(context);
  return whole.buffer;
}

/** The module wants a whole emulator; decompressing calls nothing of it but the way to say that it failed. */
function stubImports(module: WebAssembly.Module): WebAssembly.Imports {
  const fail = (): never => {
    throw new RuntimeError('start-failed', 'The saved machine could not be decompressed.', 'Reload the page to load it again.');
  };
  const env: Record<string, WebAssembly.ImportValue> = {};
  for (const { name, kind } of WebAssembly.Module.imports(module)) {
    env[name] = kind === 'table' ? new WebAssembly.Table({ element: 'anyfunc', initial: 1924 }) : fail;
  }
  return { env };
}
