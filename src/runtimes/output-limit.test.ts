import { expect, test } from 'vitest';
import { LIMITS } from '../streams.ts';
import { createOutputLimiter } from './output-limit.ts';
import { OUTPUT_LIMIT } from './runtime.ts';

const { bytes: REPORT_LIMIT, lines: REPORT_RECORDS } = LIMITS.report;

test('stdout and stderr share one limit, and the byte after it closes the run', () => {
  const limiter = createOutputLimiter();
  expect(limiter.take('stdout', new Uint8Array(OUTPUT_LIMIT - 10)).length).toBe(OUTPUT_LIMIT - 10);
  expect(limiter.take('stderr', new Uint8Array(10)).length).toBe(10);
  expect(limiter.exit).toBeUndefined();
  expect(limiter.take('stdout', new Uint8Array(1)).length).toBe(0);
  expect(limiter.exit).toEqual({ reason: 'output-limit', code: null });
});

test('a chunk that crosses the limit is cut at it', () => {
  const limiter = createOutputLimiter();
  expect(limiter.take('stdout', new Uint8Array(OUTPUT_LIMIT + 5)).length).toBe(OUTPUT_LIMIT);
  expect(limiter.exit).toBeDefined();
  expect(limiter.take('stderr', new Uint8Array(5)).length).toBe(0);
});

test('the report has a limit of its own', () => {
  const limiter = createOutputLimiter();
  limiter.take('stdout', new Uint8Array(OUTPUT_LIMIT));
  expect(limiter.take('report', new Uint8Array(100)).length).toBe(100);
  expect(limiter.exit).toBeUndefined();
  limiter.take('report', new Uint8Array(REPORT_LIMIT));
  expect(limiter.exit).toMatchObject({ reason: 'output-limit', message: expect.stringContaining('4 MiB') as string });
});

test('many short records meet a limit too, and the last one that fits is whole', () => {
  const limiter = createOutputLimiter();
  const records = (count: number): Uint8Array => new TextEncoder().encode('{}\n'.repeat(count));
  expect(limiter.take('report', records(REPORT_RECORDS - 1)).length).toBe(3 * (REPORT_RECORDS - 1));
  expect(limiter.exit).toBeUndefined();
  expect(limiter.take('report', records(5)).length).toBe(3);
  expect(limiter.exit).toMatchObject({
    reason: 'output-limit',
    message: expect.stringContaining('10000 lines') as string,
  });
});
