import { createHash } from 'node:crypto';
import { splitState } from '#src/emulator/saved-state.ts';

/**
 * What a saved state lacks of its disk. Of the disk's pages tens of megabytes lie in the state's memory anyway, as
 * the guest's cache; so who has the state needs only the others to have all of the disk, with no network.
 *
 * The format, all of it in little-endian words of 32 bits: the magic "CLD1"; the number of the disk's blocks of
 * 4 KiB; where in the (decompressed) state its memory begins, in bytes. Then a word for each block: the index of
 * the state's page that equals it, or -1 for a cold one, or -2 for zeros. Then the cold blocks, in their order.
 * It is read by src/emulator/composed-disk.ts.
 */
export function packColdDisk(disk: Uint8Array, state: ArrayBuffer): Uint8Array {
  if (disk.length % BLOCK !== 0)
    throw new RangeError(`a disk of ${disk.length} bytes is not made of blocks of ${BLOCK}`);
  const { memoryAt, memory } = splitState(state);
  const pages = pagesByContent(memory);
  const table = new Int32Array(HEADER_WORDS + disk.length / BLOCK);
  table.set([MAGIC, disk.length / BLOCK, memoryAt]);
  const cold: Uint8Array[] = [];
  for (let block = 0; block * BLOCK < disk.length; block++) {
    const content = disk.subarray(block * BLOCK, (block + 1) * BLOCK);
    const place = content.every(byte => byte === 0) ? ZERO : (pages.get(digest(content)) ?? COLD);
    if (place === COLD) cold.push(content);
    table[HEADER_WORDS + block] = place;
  }
  return Buffer.concat([new Uint8Array(table.buffer), ...cold]);
}

const BLOCK = 4096;
const MAGIC = 0x31444c43;
const HEADER_WORDS = 3;
const COLD = -1;
const ZERO = -2;

function pagesByContent(memory: Uint8Array): Map<string, number> {
  const pages = new Map<string, number>();
  for (let page = 0; page * BLOCK < memory.length; page++) {
    pages.set(digest(memory.subarray(page * BLOCK, (page + 1) * BLOCK)), page);
  }
  return pages;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
