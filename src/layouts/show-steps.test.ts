import { expect, it } from 'vitest';

import { stateOf } from './show-steps.client.ts';

it('calls a step passed when all its checks are', () => {
  expect(stateOf(['a', 'b'], { a: 'pass', b: 'pass', c: 'fail' })).toBe('passed');
});

it.each(['fail', 'timeout', 'error', 'pass'])('calls a step begun when one of its checks is decided: %s', status => {
  expect(stateOf(['a', 'b'], { a: status, b: 'idle' })).toBe('now');
});

it('calls a step open while nothing of it is decided, and when nothing is known of it', () => {
  expect(stateOf(['a', 'b'], { a: 'running', b: 'idle', c: 'pass' })).toBe('open');
  expect(stateOf(['a'], {})).toBe('open');
});
