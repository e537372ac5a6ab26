import { expect, test } from 'vitest';
import { createOutputLimiter, REPORT_LIMIT } from './output-limit.ts';
import { OUTPUT_LIMIT } from './runtime.ts';

test('stdout and stderr share one limit, and the byte after it closes the run', () => {
  const limiter = createOutputLimiter();
  expect(limiter.take('stdout', new Uint8Array(OUTPUT_LIMIT - 10)).length).toBe(OUTPUT_LIMIT - 10);
  expect(limiter.take('stderr', new Uint8Array(10)).length).toBe(10);
  expect(limiter.full).toBe(false);
  expect(limiter.take('stdout', new Uint8Array(1)).length).toBe(0);
  expect(limiter.full).toBe(true);
});

test('a chunk that crosses the limit is cut at it', () => {
  const limiter = createOutputLimiter();
  expect(limiter.take('stdout', new Uint8Array(OUTPUT_LIMIT + 5)).length).toBe(OUTPUT_LIMIT);
  expect(limiter.full).toBe(true);
  expect(limiter.take('stderr', new Uint8Array(5)).length).toBe(0);
});

test('the report has a limit of its own', () => {
  const limiter = createOutputLimiter();
  limiter.take('stdout', new Uint8Array(OUTPUT_LIMIT));
  expect(limiter.take('report', new Uint8Array(100)).length).toBe(100);
  expect(limiter.full).toBe(false);
  limiter.take('report', new Uint8Array(REPORT_LIMIT));
  expect(limiter.full).toBe(true);
});
