import { expect, test } from 'vitest';
import { ComposedDisk } from './composed-disk.ts';

const BLOCK = 4096;
const [COLD, ZERO] = [-1, -2];

const filled = (...bytes: number[]): Uint8Array<ArrayBuffer> => {
  const blocks = new Uint8Array(bytes.length * BLOCK);
  bytes.forEach((byte, i) => blocks.fill(byte, i * BLOCK, (i + 1) * BLOCK));
  return blocks;
};

/** Blocks 3 and 5 are in the state's memory, which begins after 100 bytes of something else; 0 is nowhere. */
const DISK = filled(1, 3, 0, 2, 5, 5, 0, 4);
const STATE = new Uint8Array([...new Uint8Array(100), ...filled(5, 9, 3)]);
const TABLE = Int32Array.of(0x31444c43, 8, 100, COLD, 2, ZERO, COLD, 0, 0, ZERO, COLD);

const open = (): Promise<ComposedDisk> => ComposedDisk.open(new Blob([TABLE, filled(1, 2, 4)]), STATE.buffer);

test('a disk put together from both sources is the disk', async () => {
  const disk = await open();
  expect(disk).toBeInstanceOf(File);
  expect(disk.size).toBe(DISK.length);
  expect(new Uint8Array(await disk.slice().arrayBuffer())).toEqual(DISK);
});

test.each([
  [0, 512],
  [BLOCK - 256, BLOCK + 256],
  [3 * BLOCK + 512, 7 * BLOCK + 1024],
  [7 * BLOCK, 8 * BLOCK],
])('a slice from %i to %i is that part of it', async (start, end) => {
  expect(new Uint8Array(await (await open()).slice(start, end).arrayBuffer())).toEqual(DISK.slice(start, end));
});

test('what is no cold disk is refused', async () => {
  await expect(ComposedDisk.open(new Blob([filled(7)]), STATE.buffer)).rejects.toThrow(RangeError);
  await expect(ComposedDisk.open(new Blob([]), STATE.buffer)).rejects.toThrow(RangeError);
});
