import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OutputChunk } from './messages.ts';
import { createOutputBatch } from './output-batch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first byte goes at once, what follows within 16 ms goes together and in order', () => {
  const sent: OutputChunk[][] = [];
  const batch = createOutputBatch<OutputChunk>(chunks => sent.push(chunks));
  for (const byte of [1, 2, 3]) batch.add(['stdout', Uint8Array.of(byte)]);
  batch.add(['stderr', Uint8Array.of(4)]);
  expect(sent.length).toBe(1);
  vi.advanceTimersByTime(16);
  expect(sent.map(chunks => chunks.map(([stream, bytes]) => [stream, bytes[0]]))).toEqual([
    [['stdout', 1]],
    [
      ['stdout', 2],
      ['stdout', 3],
      ['stderr', 4],
    ],
  ]);
});

test('a flood makes no more than one message in 16 ms', () => {
  let messages = 0;
  const batch = createOutputBatch<OutputChunk>(() => messages++);
  for (let ms = 0; ms < 160; ms++) {
    for (let i = 0; i < 10; i++) batch.add(['stdout', new Uint8Array(1)]);
    vi.advanceTimersByTime(1);
  }
  expect(messages).toBeLessThanOrEqual(11);
});

test('a flush sends what waits, and nothing twice', () => {
  let bytes = 0;
  const batch = createOutputBatch<OutputChunk>(chunks => {
    bytes += chunks.length;
  });
  batch.add(['stdout', new Uint8Array(1)]);
  batch.add(['stdout', new Uint8Array(1)]);
  batch.flush();
  batch.flush();
  vi.advanceTimersByTime(100);
  expect(bytes).toBe(2);
});
