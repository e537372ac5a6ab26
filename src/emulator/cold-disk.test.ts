import { expect, test } from 'vitest';
import { ComposedDisk } from '#src/emulator/composed-disk.ts';
import { packColdDisk } from './cold-disk.ts';

const BLOCK = 4096;

const filled = (...bytes: number[]): Uint8Array<ArrayBuffer> => {
  const blocks = new Uint8Array(bytes.length * BLOCK);
  bytes.forEach((byte, i) => blocks.fill(byte, i * BLOCK, (i + 1) * BLOCK));
  return blocks;
};

/** A state of v86 that is all memory. */
function stateWith(memory: Uint8Array): ArrayBuffer {
  const json = new TextEncoder().encode(
    JSON.stringify({ buffer_infos: [{ offset: 0, length: memory.length }], state: [] }),
  );
  const start = Math.ceil((16 + json.length) / 4) * 4;
  const state = new Uint8Array(start + memory.length);
  new Int32Array(state.buffer, 0, 4).set([-2039052682, 6, state.length, json.length]);
  state.set(json, 16);
  state.set(memory, start);
  return state.buffer;
}

test('only what the state lacks is packed, and with the state it is the whole disk', async () => {
  const disk = filled(1, 3, 0, 2, 5, 5, 0, 4, 1);
  const state = stateWith(filled(5, 9, 3));
  const cold = packColdDisk(disk, state);
  expect(cold.length).toBe((3 + 9) * 4 + 4 * BLOCK);
  const composed = await ComposedDisk.open(new Blob([Uint8Array.from(cold)]), state);
  expect(new Uint8Array(await composed.slice().arrayBuffer())).toEqual(disk);
});

test('a disk that is not made of blocks is refused', () => {
  expect(() => packColdDisk(new Uint8Array(BLOCK + 1), stateWith(filled(1)))).toThrow(RangeError);
});
