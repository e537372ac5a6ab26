import { expect, test, vi } from 'vitest';
import { chooseFunctionSize, type Cpu } from './internals.ts';

/** A processor whose table of compiled functions has this many places taken, behind v86's own 1024. */
function cpuWith(taken: number): { cpu: Cpu; set: ReturnType<typeof vi.fn> } {
  const set = vi.fn();
  const get = (place: number): unknown => (place < 1024 || place < 1024 + taken ? () => {} : null);
  const cpu = { wm: { exports: { set_jit_config: set }, wasm_table: { length: 1924, get } } } as unknown as Cpu;
  return { cpu, set };
}

test.each([
  [0, 1],
  [299, 1],
  [300, 2],
  [699, 2],
  [700, 4],
  [900, 4],
])('with %i of 900 places taken, %i pages at most become a function', (taken, pages) => {
  const { cpu, set } = cpuWith(taken);
  chooseFunctionSize(cpu);
  expect(set).toHaveBeenCalledExactlyOnceWith(1, pages);
});
