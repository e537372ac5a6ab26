import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { compileLater } from './hotness.ts';

const v86 = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(new URL('./v86.wasm', import.meta.resolve('v86'))));

it("changes nothing of v86's WebAssembly but its threshold, and it stays valid", async () => {
  const [before, after] = [await v86(), await v86()];
  compileLater(after);
  const changed = [...after.keys()].filter(at => after[at] !== before[at]);
  expect(changed.length).toBe(3);
  const [first] = changed as [number];
  expect(changed).toEqual([first, first + 1, first + 2]);
  expect(signedLeb128(before.subarray(first, first + 3))).toBe(200_000);
  expect(signedLeb128(after.subarray(first, first + 3))).toBe(1_048_575);
  expect(WebAssembly.validate(after)).toBe(true);
});

it.each([
  ['no threshold', 0],
  ['two of them', 2],
])('refuses a version with %s', (_, times) => {
  const bytes = new Uint8Array(Array.from({ length: times }, () => [1, 0x41, 0xc0, 0x9a, 0x0c]).flat());
  expect(() => compileLater(bytes)).toThrow(`${times} times, not once`);
});

/** WebAssembly Core, 5.2.2. */
function signedLeb128(bytes: Uint8Array): number {
  const bits = bytes.length * 7;
  const value = bytes.reduce((sum, byte, at) => sum | ((byte & 0x7f) << (7 * at)), 0);
  return (value << (32 - bits)) >> (32 - bits);
}
