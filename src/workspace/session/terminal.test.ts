import { beforeEach, expect, test, vi } from 'vitest';

import { FakeShell } from '../../../testing/fake-shell.ts';
import { fakeRuntime } from '../../../testing/fake-runtime.ts';
import type { Files } from '../../runtimes/runtime.ts';
import type { OpenSession } from '../../runtimes/session.ts';
import { SHOWN_KEPT, ShownBytes } from './shown-bytes.ts';
import { Terminal } from './terminal.ts';

const bundle = { slug: 'seal', pki: {}, check: {} };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
let shell: FakeShell;
let files: Files;
let typed: () => void;
let kept: Files[];

function terminalOf(openSession: OpenSession, equip?: () => Promise<never>): Terminal {
  return new Terminal({
    equip: equip ?? (async () => ({ bundle, runtime: { ...fakeRuntime('webcontainer'), openSession } })),
    share: () => ({ give: () => files, take: () => {}, keep: left => void kept.push(left) }),
    onTyped: changed => {
      typed = changed;
      return () => {
        typed = () => {};
      };
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  [shell, kept, files] = [new FakeShell(), [], { 'work/seal.mjs': 'one' }];
});

test('no shell is there before the reader wants one, and then one, whoever asks again', async () => {
  const terminal = terminalOf(shell.open);
  expect([terminal.state.value.at, shell.opened]).toEqual(['closed', 0]);
  await Promise.all([terminal.open(), terminal.open()]);
  expect([terminal.state.value.at, shell.opened]).toEqual(['starting', 1]);
  void shell.shows('~ $ ');
  expect(terminal.state.value.at).toBe('open');
});

test('what is typed in the editor comes with the first pause, and before any key for the shell', async () => {
  const terminal = terminalOf(shell.open);
  await terminal.open();
  for (const text of ['t', 'tw', 'two']) {
    files = { 'work/seal.mjs': text };
    typed();
  }
  terminal.write('node seal.mjs\r');
  files = { 'work/seal.mjs': 'three' };
  typed();
  await vi.runAllTimersAsync();
  expect(shell.log).toEqual(['open seal.mjs=one', 'mount seal.mjs=two', 'node seal.mjs\r', 'mount seal.mjs=three']);
});

test('a file that the shell cannot have is told, until it can', async () => {
  const terminal = terminalOf(shell.open);
  await terminal.open();
  shell.refuse = 'work/seal.mjs is a folder';
  typed();
  await vi.runAllTimersAsync();
  expect(terminal.trouble.value).toBe('work/seal.mjs is a folder');
  shell.refuse = undefined;
  typed();
  await vi.runAllTimersAsync();
  expect(terminal.trouble.value).toBeUndefined();
});

test('a runtime without shells says so, and a machine that does not come can be asked again', async () => {
  const none = terminalOf('It has none.');
  await none.open();
  expect(none.state.value).toEqual({ at: 'none', runtime: 'webcontainer' });
  const failing = terminalOf(shell.open, () => Promise.reject(new Error('no image')));
  await failing.open();
  await failing.open();
  expect(failing.state.value).toEqual({ at: 'failed' });
});

test('a shell that has ended leaves its files for the next one, which shows nothing of it', async () => {
  const terminal = terminalOf(shell.open);
  await terminal.open();
  void shell.shows('old\n');
  shell.left = { 'work/out.der': 'made' };
  await shell.ends({ reason: 'exited', code: 7 });
  await vi.runAllTimersAsync();
  expect(terminal.state.value).toEqual({ at: 'ended', exit: { reason: 'exited', code: 7 } });
  expect(kept).toEqual([{ 'work/out.der': 'made' }]);
  await terminal.open();
  const screen = { write: vi.fn() };
  terminal.attach(screen);
  expect(screen.write).toHaveBeenCalledWith(bytes(''));
});

test('a shell that is closed while it starts never opens', async () => {
  const terminal = terminalOf(shell.open);
  const opening = terminal.open();
  terminal.close();
  await opening;
  expect([terminal.state.value.at, shell.opened]).toEqual(['closed', 0]);
});

test('another screen begins with what was shown, and a shell waits for the one that draws, and for none that is gone', async () => {
  const terminal = terminalOf(shell.open);
  await terminal.open();
  void shell.shows('before\n');
  const drawn = Promise.withResolvers<void>();
  const write = vi.fn(() => drawn.promise);
  const detach = terminal.attach({ write });
  let taken = false;
  const showing = Promise.resolve(shell.shows('now\n')).then(() => {
    taken = true;
  });
  await vi.runAllTimersAsync();
  expect([write.mock.calls, taken]).toEqual([[[bytes('before\n')], [bytes('now\n')]], false]);
  detach();
  await showing;
  const next = vi.fn();
  terminal.attach({ write: next });
  expect(next).toHaveBeenCalledWith(bytes('before\nnow\n'));
});

test('of a flood the last is kept, from the beginning of a line', () => {
  const shown = new ShownBytes();
  const line = bytes(`${'x'.repeat(99)}\n`);
  for (let n = 0; n < SHOWN_KEPT / 50; n++) shown.push(n % 2 ? line : line.subarray(0, 50));
  expect(shown.bytes.length).toBeLessThanOrEqual(SHOWN_KEPT);
  expect(shown.bytes.length).toBeGreaterThan(SHOWN_KEPT - 200);
  expect(new TextDecoder().decode(shown.bytes)).toMatch(/^x+\n[^]*\n$/);
});

test('a prepared command is typed over what stands in the line, once, and not sent', async () => {
  const terminal = terminalOf(shell.open);
  terminal.prepare('openssl version');
  await vi.runAllTimersAsync();
  expect([terminal.state.value.at, terminal.prepared.value]).toEqual(['starting', 'openssl version']);
  void shell.shows('~ $ ');
  terminal.typePrepared();
  expect(shell.log).toEqual(['open seal.mjs=one', '\x15openssl version']);
  expect(terminal.prepared.value).toBeUndefined();
});

test('a command that no shell came for is forgotten', async () => {
  const terminal = terminalOf('no shells here');
  terminal.prepare('openssl version');
  await vi.runAllTimersAsync();
  expect([terminal.state.value.at, terminal.prepared.value]).toEqual(['none', undefined]);
});
