import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';

import { FetchProblem } from '../session/fetch-json.ts';
import type { CheckState } from '../session/session.ts';
import { catchQuestions, type AfterPassing } from './after.ts';
import { rungsAt } from './hints.ts';
import { Teaching } from './teaching.ts';

const STEPS = [['a', 'b'], ['c']];
const AFTER: AfterPassing = { wrong: [], also: { other: { 'x.mjs': 'x' } } };

function teach(loadAfter?: () => Promise<AfterPassing>) {
  const checks = signal<Readonly<Record<string, CheckState>>>({});
  return { checks, teaching: new Teaching({ steps: STEPS, session: { checks }, loadAfter }) };
}

describe('what to change', () => {
  const failed = [{ id: 'a', status: 'fail' as const }];

  test('is told at the second failure of the same check, and asked about at the first', () => {
    const { teaching } = teach();
    teaching.note(failed);
    expect(teaching.tellsFix('a')).toBe(false);
    teaching.note([
      { id: 'a', status: 'pass' },
      { id: 'b', status: 'error' },
    ]);
    expect([teaching.tellsFix('a'), teaching.tellsFix('b')]).toEqual([false, false]);
    teaching.note(failed);
    expect([teaching.tellsFix('a'), teaching.tellsFix('b')]).toEqual([true, false]);
  });

  test('is told at once to who asks for it, and for that check alone', () => {
    const { teaching } = teach();
    teaching.askFix('a');
    expect([teaching.tellsFix('a'), teaching.tellsFix('b')]).toEqual([true, false]);
  });
});

describe('the hints', () => {
  const steps = [
    { title: 'First', hints: ['1', '2', '3'] },
    { title: 'Second', hints: ['4', '5', '6'] },
  ];

  test('are those of the first step in which something has not passed, and of the last when all has', () => {
    const { checks, teaching } = teach();
    expect(teaching.step.value).toBe(0);
    checks.value = { a: { status: 'pass' }, b: { status: 'fail' }, c: { status: 'pass' } };
    expect(teaching.step.value).toBe(0);
    checks.value = { ...checks.value, b: { status: 'pass' }, c: { status: 'timeout' } };
    expect(teaching.step.value).toBe(1);
    checks.value = { ...checks.value, c: { status: 'pass' } };
    expect(teaching.step.value).toBe(1);
  });

  test('of a step open by themselves; a lesson without steps has the ones it always had', () => {
    const lesson = { hints: 3, stepHints: [3] };
    expect(rungsAt(1, { hints: [], steps }, lesson)).toEqual({
      texts: ['4', '5', '6'],
      opened: 0,
      step: { at: 1, title: 'Second' },
    });
    expect(rungsAt(1, { hints: ['x'] }, lesson)).toEqual({ texts: ['x'], opened: 3 });
  });
});

describe('what comes after passing', () => {
  test('is fetched once, and again where it did not come', async () => {
    const load = vi.fn<() => Promise<AfterPassing>>().mockRejectedValueOnce(new FetchProblem('offline', '/after'));
    load.mockResolvedValue(AFTER);
    const { teaching } = teach(load);
    expect(load).not.toHaveBeenCalled();
    await teaching.loadAfter();
    expect(teaching.after.value).toBe('failed');
    await teaching.loadAfter();
    await teaching.loadAfter();
    expect(teaching.after.value).toBe(AFTER);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('asks which check catches a wrong answer, among some that it passes, in teaching order', () => {
    const wrong = [{ name: 'w', diff: 'd', caughtBy: ['c', 'e'] }];
    expect(catchQuestions({ wrong, also: {} }, ['a', 'b', 'c', 'd', 'e', 'f'])).toEqual([
      { diff: 'd', caughtBy: ['c', 'e'], options: ['a', 'b', 'c', 'd'] },
    ]);
  });

  test('asks nothing of a wrong answer that every check catches', () => {
    expect(catchQuestions({ wrong: [{ name: 'w', diff: 'd', caughtBy: ['a', 'b'] }], also: {} }, ['a', 'b'])).toEqual(
      [],
    );
  });
});
