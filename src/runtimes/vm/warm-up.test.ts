import { expect, test } from 'vitest';
import {
  BUDGET_MS,
  createWarmer,
  REPEATS,
  ROUND_LIMIT_MS,
  ROUNDS,
  type WarmUpPayload,
  type Warmer,
} from './warm-up.ts';

const payload = (program: string): WarmUpPayload => ({
  program,
  args: [],
  cwd: 'work',
  env: {},
  interactive: false,
  files: { [program]: '' },
});
const [RUN, CHECK] = [payload('work/main.mjs'), payload('check/run.mjs')];

/** Warms up until there is nothing left; gives the programs in their order. */
function warmUpAll(warmer: Warmer, ms = 1, late = false): string[] {
  const order: string[] = [];
  for (let next = warmer.next(); next; next = warmer.next()) {
    order.push(next.program);
    warmer.ended(next, ms, late);
  }
  return order;
}

test('without anything told there is nothing to do', () => expect(createWarmer().next()).toBeUndefined());

test('programs take turns, and each has its rounds', () => {
  const warmer = createWarmer();
  warmer.learn([RUN, CHECK]);
  const order = warmUpAll(warmer);
  expect(order.slice(0, 4)).toEqual([RUN.program, CHECK.program, RUN.program, CHECK.program]);
  expect(order.length).toBe(2 * ROUNDS);
});

test('a round that was broken off for a reader is still to be done', () => {
  const warmer = createWarmer();
  warmer.learn([RUN]);
  expect([warmer.next(), warmer.next()]).toEqual([RUN, RUN]);
  expect(warmUpAll(warmer).length).toBe(ROUNDS);
});

test('what is told again is not warmed up again', () => {
  const warmer = createWarmer();
  warmer.learn([RUN]);
  warmUpAll(warmer);
  warmer.learn([{ ...RUN }, CHECK]);
  expect(new Set(warmUpAll(warmer))).toEqual(new Set([CHECK.program]));
});

test('what the reader ran is repeated a few times, the last one of its kind', () => {
  const warmer = createWarmer();
  warmer.saw(RUN, 50);
  warmer.saw({ ...RUN, env: { LATER: '1' } }, 50);
  expect(warmer.next()?.env).toEqual({ LATER: '1' });
  expect(warmUpAll(warmer).length).toBe(REPEATS);
});

test('what the reader ran as it was told is not repeated: it has its rounds', () => {
  const warmer = createWarmer();
  warmer.learn([RUN]);
  warmUpAll(warmer);
  warmer.saw({ ...RUN }, 50);
  expect(warmer.next()).toBeUndefined();
  warmer.saw({ ...RUN, files: { [RUN.program]: 'a draft' } }, 50);
  expect(warmUpAll(warmer).length).toBe(REPEATS);
});

test('what took the reader long is not repeated', () => {
  const warmer = createWarmer();
  warmer.saw(RUN, ROUND_LIMIT_MS);
  expect(warmer.next()).toBeUndefined();
});

test('a program that never ends in time is left out after its second round', () => {
  const warmer = createWarmer();
  warmer.learn([RUN]);
  expect(warmUpAll(warmer, ROUND_LIMIT_MS, true).length).toBe(2);
});

test('all of it ends when its time is spent', () => {
  const warmer = createWarmer();
  warmer.learn([RUN, CHECK]);
  expect(warmUpAll(warmer, BUDGET_MS / 4).length).toBe(5);
});

test('another lesson has its own time, though it has files of the same names', () => {
  const warmer = createWarmer();
  warmer.learn([RUN]);
  warmUpAll(warmer, BUDGET_MS / 4);
  warmer.learn([{ ...RUN }]);
  expect(warmer.next()).toBeUndefined();
  warmer.learn([{ ...RUN, files: { [RUN.program]: 'of the next lesson' } }]);
  expect(warmUpAll(warmer, BUDGET_MS / 4).length).toBe(5);
});

test('what the reader ran in another lesson is not repeated', () => {
  const warmer = createWarmer();
  warmer.saw(CHECK, 50);
  warmer.learn([RUN]);
  expect(new Set(warmUpAll(warmer))).toEqual(new Set([RUN.program]));
});
