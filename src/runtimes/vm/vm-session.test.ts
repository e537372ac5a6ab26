import { expect, test } from 'vitest';
import type { SessionRequest } from '../session.ts';
import type { OpenPort } from './link.ts';
import type { ToPage, ToWorker } from './messages.ts';
import { openVmSession } from './vm-session.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const settled = (): Promise<void> => new Promise(resolve => void setTimeout(resolve));

/** A session, and the worker of which the test plays the part. */
function begin(request: Partial<SessionRequest> = {}) {
  const got: ToWorker[] = [];
  const worker = { say: (_: ToPage): void => {}, breaks: (_: string): void => {}, got, closed: false };
  const open: OpenPort = (onMessage, onFailure) => {
    Object.assign(worker, { say: onMessage, breaks: onFailure });
    return { post: message => void got.push(message), close: () => void (worker.closed = true) };
  };
  const session = openVmSession(
    { open, base: 'http://site.test/machine/' },
    { files: {}, size: { rows: 24, columns: 80 }, onOutput: () => {}, ...request },
  );
  const boots = async (): Promise<void> => {
    const times = { download: 1, decompress: 1, restore: 1, clock: 1 };
    worker.say({ type: 'booted', image: { version: 'v', downloaded: 0, cached: true, times } });
    await settled();
  };
  return { session, worker, boots };
}

test('keys and changes from before the shell is up come behind its start, in their order', async () => {
  const { session, worker, boots } = begin({ files: { 'work/a': 'a' } });
  session.write('ls\r');
  const mounted = session.mount({ 'work/a': 'b' });
  session.resize({ rows: 1, columns: 2 });
  expect(worker.got).toEqual([{ type: 'boot', use: 'session', base: 'http://site.test/machine/' }]);
  await boots();
  expect(worker.got.slice(1).map(({ type }) => type)).toEqual([
    'open session',
    'session input',
    'session mount',
    'session size',
  ]);
  worker.say({ type: 'session files', number: 1, look: bytes('') });
  await mounted;
});

test('output counts as taken when its reader has taken it, not before', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { worker, boots } = begin({ onOutput: () => promise });
  await boots();
  worker.say({ type: 'session output', bytes: bytes('hello') });
  await settled();
  expect(worker.got.at(-1)).toMatchObject({ type: 'open session' });
  resolve();
  await settled();
  expect(worker.got.at(-1)).toEqual({ type: 'session taken', bytes: 5 });
});

test('a mount waits for the look that has seen it, and has its trouble, also one of its first half', async () => {
  const { session, worker, boots } = begin();
  await boots();
  const mounted = session.mount({ 'work/b': 'b' });
  mounted.catch(() => {});
  worker.say({ type: 'session files', number: 0, look: bytes('0 4\nnope') });
  worker.say({ type: 'session files', number: 1, look: bytes('') });
  await expect(mounted).rejects.toThrow('nope');
  // It is not there, so there is nothing to remove.
  await session.mount({});
  const again = session.mount({ 'work/b': 'b' });
  worker.say({ type: 'session files', number: 2, look: bytes('') });
  await again;
});

test('a file with a name that no workspace has is named, and not taken', async () => {
  const told: unknown[] = [];
  const { session, worker, boots } = begin({ onFiles: changes => told.push(changes) });
  await boots();
  worker.say({ type: 'session files', number: 0, look: bytes('8 1\nwork/a\\bx6 1\nwork/cx') });
  expect(told).toEqual([{ written: { 'work/c': bytes('x') }, removed: [], withheld: ['work/a\\b'] }]);
  expect(Object.keys(session.files())).toEqual(['work/c']);
});

test.each<[string, (worker: ReturnType<typeof begin>['worker']) => void, RegExp]>([
  ['fails to start', worker => worker.say({ type: 'failed', code: 'start-failed', message: 'none', hint: '' }), /none/],
  ['breaks', worker => worker.breaks('unreachable'), /unreachable/],
])('a worker that %s ends the session as lost, and frees it', async (_, happens, message) => {
  const { session, worker } = begin();
  const mounted = session.mount({ 'work/a': '' });
  mounted.catch(() => {});
  happens(worker);
  expect(await session.exit).toEqual({ reason: 'lost', code: null, message: expect.stringMatching(message) as string });
  await expect(mounted).rejects.toThrow('ended');
  expect(worker.closed).toBe(true);
});

test('closed, it is quiet: its worker goes, and what comes late is not heard', async () => {
  let heard = 0;
  const { session, worker, boots } = begin({ onOutput: () => void heard++, onFiles: () => heard++ });
  await boots();
  await session.close();
  expect([await session.exit, worker.closed]).toEqual([{ reason: 'aborted', code: null }, true]);
  worker.say({ type: 'session output', bytes: bytes('late') });
  worker.say({ type: 'session files', number: 0, look: bytes('6 1\nwork/cx') });
  session.write('x');
  expect([heard, worker.got.length]).toEqual([0, 2]);
});
