import type { Cpu } from './internals.ts';

const PAGE = 4096;
const WORDS = PAGE / 4;

/** How many of the guest's 4 KiB pages a reset had to write back. */
export interface ResetCounts {
  changed: number;
  total: number;
}

/**
 * Has v86 write nothing but `memory`'s pages when it restores a state that was split (see saved-state.ts): its own
 * way fills the guest's whole memory with zeros first, and so makes the browser give it all of that memory.
 */
export function restoreFrom(cpu: Cpu, memory: Uint8Array): void {
  cpu.unpack_memory = bitmap => void writeChangedPages(cpu, bitmap, memory);
}

/**
 * Runs `restore` (which must restore a split state synchronously, see saved-state.ts) so that v86 keeps the
 * WebAssembly it has compiled for every guest page that is the same before and after.
 *
 * v86 throws away all compiled code on a restore, and compiling again is most of what a run costs. Here only
 * pages that differ are written, and only their code is dropped; a page that is equal needs neither.
 */
export function restoreKeepingCompiled(cpu: Cpu, memory: Uint8Array, restore: () => void): ResetCounts {
  const { unpack_memory: unpack, jit_clear_cache: clear } = cpu;
  let counts: ResetCounts | undefined;
  cpu.unpack_memory = bitmap => {
    counts = writeChangedPages(cpu, bitmap, memory);
  };
  cpu.jit_clear_cache = () => {};
  try {
    restore();
  } finally {
    cpu.unpack_memory = unpack;
    cpu.jit_clear_cache = clear;
  }
  if (!counts) throw new Error('the restore did not touch the memory: was it asynchronous?');
  return counts;
}

function writeChangedPages(cpu: Cpu, bitmap: { get(page: number): number }, packed: Uint8Array): ResetCounts {
  const memory = words(cpu.mem8);
  const saved = words(packed);
  const total = memory.length / WORDS;
  let changed = 0;
  let next = 0;
  for (let page = 0; page < total; page++) {
    const at = page * WORDS;
    if (bitmap.get(page)) {
      const from = next++ * WORDS;
      if (samePage(memory, at, saved, from)) continue;
      memory.set(saved.subarray(from, from + WORDS), at);
    } else {
      if (cpu.is_memory_zeroed(page * PAGE, PAGE)) continue;
      memory.fill(0, at, at + WORDS);
    }
    cpu.wm.exports.jit_dirty_page(page);
    changed++;
  }
  return { changed, total };
}

/** Four words at a time, without a branch for each: every restore compares all of the memory. */
function samePage(a: Int32Array, atA: number, b: Int32Array, atB: number): boolean {
  for (let i = atA, j = atB; i < atA + WORDS; i += 4, j += 4) {
    if ((a[i]! ^ b[j]!) | (a[i + 1]! ^ b[j + 1]!) | (a[i + 2]! ^ b[j + 2]!) | (a[i + 3]! ^ b[j + 3]!)) return false;
  }
  return true;
}

/** 32-bit words compare four times faster than bytes; a saved state may lie at an odd place in its file. */
function words(bytes: Uint8Array): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}
