import { expect, test } from 'vitest';
import {
  BUDGET_MS,
  createRehearser,
  REPEATS,
  ROUND_LIMIT_MS,
  ROUNDS,
  type RehearsalPayload,
  type Rehearser,
} from './warm-up.ts';

const payload = (program: string): RehearsalPayload => ({
  program,
  args: [],
  cwd: 'work',
  env: {},
  interactive: false,
  files: { [program]: '' },
});
const [RUN, CHECK] = [payload('work/main.mjs'), payload('check/run.mjs')];

/** Rehearses until there is nothing left; gives the programs in their order. */
function rehearseAll(rehearser: Rehearser, ms = 1, late = false): string[] {
  const order: string[] = [];
  for (let next = rehearser.next(); next; next = rehearser.next()) {
    order.push(next.program);
    rehearser.ended(next, ms, late);
  }
  return order;
}

test('without anything told there is nothing to do', () => expect(createRehearser().next()).toBeUndefined());

test('programs take turns, and each has its rounds', () => {
  const rehearser = createRehearser();
  rehearser.learn([RUN, CHECK]);
  const order = rehearseAll(rehearser);
  expect(order.slice(0, 4)).toEqual([RUN.program, CHECK.program, RUN.program, CHECK.program]);
  expect(order.length).toBe(2 * ROUNDS);
});

test('a round that was broken off for a reader is still to be done', () => {
  const rehearser = createRehearser();
  rehearser.learn([RUN]);
  expect([rehearser.next(), rehearser.next()]).toEqual([RUN, RUN]);
  expect(rehearseAll(rehearser).length).toBe(ROUNDS);
});

test('what is told again is not rehearsed again', () => {
  const rehearser = createRehearser();
  rehearser.learn([RUN]);
  rehearseAll(rehearser);
  rehearser.learn([{ ...RUN }, CHECK]);
  expect(new Set(rehearseAll(rehearser))).toEqual(new Set([CHECK.program]));
});

test('what the reader ran is repeated a few times, the last one of its kind', () => {
  const rehearser = createRehearser();
  rehearser.saw(RUN, 50);
  rehearser.saw({ ...RUN, env: { LATER: '1' } }, 50);
  expect(rehearser.next()?.env).toEqual({ LATER: '1' });
  expect(rehearseAll(rehearser).length).toBe(REPEATS);
});

test('what the reader ran as it was told is not repeated: it has its rounds', () => {
  const rehearser = createRehearser();
  rehearser.learn([RUN]);
  rehearseAll(rehearser);
  rehearser.saw({ ...RUN }, 50);
  expect(rehearser.next()).toBeUndefined();
  rehearser.saw({ ...RUN, files: { [RUN.program]: 'a draft' } }, 50);
  expect(rehearseAll(rehearser).length).toBe(REPEATS);
});

test('what took the reader long is not repeated', () => {
  const rehearser = createRehearser();
  rehearser.saw(RUN, ROUND_LIMIT_MS);
  expect(rehearser.next()).toBeUndefined();
});

test('a program that never ends in time is left out after its second round', () => {
  const rehearser = createRehearser();
  rehearser.learn([RUN]);
  expect(rehearseAll(rehearser, ROUND_LIMIT_MS, true).length).toBe(2);
});

test('all of it ends when its time is spent', () => {
  const rehearser = createRehearser();
  rehearser.learn([RUN, CHECK]);
  expect(rehearseAll(rehearser, BUDGET_MS / 4).length).toBe(5);
});

test('another lesson has its own time, though it has files of the same names', () => {
  const rehearser = createRehearser();
  rehearser.learn([RUN]);
  rehearseAll(rehearser, BUDGET_MS / 4);
  rehearser.learn([{ ...RUN }]);
  expect(rehearser.next()).toBeUndefined();
  rehearser.learn([{ ...RUN, files: { [RUN.program]: 'of the next lesson' } }]);
  expect(rehearseAll(rehearser, BUDGET_MS / 4).length).toBe(5);
});

test('what the reader ran in another lesson is not repeated', () => {
  const rehearser = createRehearser();
  rehearser.saw(CHECK, 50);
  rehearser.learn([RUN]);
  expect(new Set(rehearseAll(rehearser))).toEqual(new Set([RUN.program]));
});
