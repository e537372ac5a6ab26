import { expect, test } from 'vitest';
import type { RuntimeStatus } from './runtime.ts';
import { createStatus } from './status.ts';

test('listeners hear each change once, until they stop listening', () => {
  const status = createStatus();
  const heard: RuntimeStatus[] = [];
  const stop = status.listen(now => heard.push(now));
  status.set('starting');
  status.set('starting');
  status.set('ready');
  stop();
  status.set('running');
  expect(heard).toEqual(['starting', 'ready']);
  expect(status.current).toBe('running');
});

test('nothing comes after disposed', () => {
  const status = createStatus();
  status.set('disposed');
  status.set('ready');
  expect(status.current).toBe('disposed');
});
