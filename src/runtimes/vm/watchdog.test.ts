import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWatchdog, type Watchdog } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a side that answers is never given up', () => {
  const silences: string[] = [];
  const onSilence = (message: string): number => silences.push(message);
  const watchdog: Watchdog = createWatchdog({ interval: 100, ping: () => watchdog.seen(), onSilence });
  vi.advanceTimersByTime(10_000);
  expect(silences).toEqual([]);
});

test('five pings without an answer are told once, with figures', () => {
  const silences: string[] = [];
  createWatchdog({ interval: 2_000, ping: () => {}, onSilence: m => silences.push(m) });
  vi.advanceTimersByTime(10_000);
  expect(silences).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(silences).toEqual(["The machine's worker left 5 pings, 2 s apart, without an answer."]);
});

test('any sign of life starts the count anew', () => {
  const silences: string[] = [];
  const watchdog = createWatchdog({ interval: 100, ping: () => {}, onSilence: m => silences.push(m) });
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(400);
    watchdog.seen();
  }
  expect(silences).toEqual([]);
  watchdog.stop();
  vi.advanceTimersByTime(10_000);
  expect(silences).toEqual([]);
});
