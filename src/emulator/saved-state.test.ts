import { expect, test } from 'vitest';
import { splitState } from './saved-state.ts';

const MAGIC = -2039052682;
const PAGE = 4096;

/** A state as v86 writes it, with the given buffers. */
function stateOf(buffers: Uint8Array[], version = 6): ArrayBuffer {
  const word = (bytes: number): number => Math.ceil(bytes / 4) * 4;
  let at = 0;
  const infos = buffers.map(({ length }) => {
    const info = { offset: at, length };
    at = word(at + length);
    return info;
  });
  const json = new TextEncoder().encode(JSON.stringify({ buffer_infos: infos, state: ['€', { buffer_id: 1 }] }));
  const start = word(16 + json.length);
  const state = new Uint8Array(start + at);
  new Int32Array(state.buffer, 0, 4).set([MAGIC, version, state.length, json.length]);
  state.set(json, 16);
  buffers.forEach((bytes, i) => state.set(bytes, start + infos[i]!.offset));
  return state.buffer;
}

const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);

test('a state is split into its memory, which is not copied, and a state with everything else', () => {
  const [before, memory, after] = [filled(7, 1), filled(3 * PAGE, 2), filled(5, 3)];
  const state = stateOf([before, memory, after]);
  const split = splitState(state);
  expect(split.memory).toEqual(memory);
  expect(split.memory.buffer).toBe(state);
  expect(split.memoryAt).toBe(split.memory.byteOffset);
  expect(split.rest).toEqual(stateOf([before, new Uint8Array(), after]));
});

test('what is no state of this v86 is refused', () => {
  expect(() => splitState(stateOf([filled(PAGE, 1)], 7))).toThrow('no state');
  expect(() => splitState(new ArrayBuffer(64))).toThrow('no state');
  expect(() => splitState(stateOf([filled(100, 1)]))).toThrow('not its memory');
});
