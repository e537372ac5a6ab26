import { expect, test, vi } from 'vitest';
import { fakeRuntime } from '../../../testing/fake-runtime.ts';
import type { Runtime } from '../runtime.ts';
import type { Session } from '../session.ts';
import { lease } from './lease.ts';

test('a lease that ends closes the sessions that were opened by it, and opens no more', () => {
  const close = vi.fn(async () => {});
  const session = { close, exit: new Promise(() => {}) } as Partial<Session> as Session;
  const runtime: Runtime = { ...fakeRuntime('vm'), onStatus: () => () => {}, openSession: () => session };
  const leased = lease(runtime);
  const open = leased.openSession;
  if (typeof open === 'string') throw new Error(open);
  expect(open({ files: {}, size: { rows: 1, columns: 1 }, onOutput: () => {} })).toBe(session);
  leased.giveBack();
  expect(close).toHaveBeenCalledOnce();
  expect(leased.openSession).toBe('The runtime was disposed.');
});
