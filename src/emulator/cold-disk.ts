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
  const places = placesIn(memory, disk);
  const table = Int32Array.from([MAGIC, places.length, memoryAt, ...places]);
  const cold = places.flatMap((place, block) => (place === COLD ? [blockOf(disk, block)] : []));
  return Buffer.concat([new Uint8Array(table.buffer), ...cold]);
}

/** The numbers of the disk's blocks whose bytes a saved state has in its memory. */
export function blocksHeld(disk: Uint8Array, state: ArrayBuffer): Set<number> {
  return new Set(placesIn(splitState(state).memory, disk).flatMap((place, block) => (place >= 0 ? [block] : [])));
}

/** For each block the page of `memory` that equals it, or ZERO or COLD. */
function placesIn(memory: Uint8Array, disk: Uint8Array): number[] {
  const pages = pagesByContent(memory);
  return Array.from({ length: disk.length / BLOCK }, (_, block) => {
    const content = blockOf(disk, block);
    return content.every(byte => byte === 0) ? ZERO : (pages.get(digest(content)) ?? COLD);
  });
}

const blockOf = (bytes: Uint8Array, block: number): Uint8Array => bytes.subarray(block * BLOCK, (block + 1) * BLOCK);

const BLOCK = 4096;
const MAGIC = 0x31444c43;
const COLD = -1;
const ZERO = -2;

function pagesByContent(memory: Uint8Array): Map<string, number> {
  const pages = new Map<string, number>();
  for (let page = 0; page * BLOCK < memory.length; page++) {
    pages.set(digest(blockOf(memory, page)), page);
  }
  return pages;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
