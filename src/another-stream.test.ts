import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { FileSystemTree } from '@webcontainer/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FreshInstance } from './runtimes/webcontainer/program.ts';
import { LIMITS, STREAMS, type LimitName, type OutputStream } from './streams.ts';

const FIXTURE = 'fixture' as OutputStream;

// Before anything is loaded that follows from the table.
Object.assign(LIMITS, { fixture: { bytes: 5 * 2 ** 20, lines: Infinity, where: 'the fixture' } });
Object.assign(STREAMS, {
  fixture: { letter: 'q', descriptor: 7, limit: 'fixture' as LimitName, variable: 'FIXTURE_FD' },
});

const { FrameParser } = await import('./emulator/protocol.ts');
const { createNodeRuntime } = await import('./runtimes/node/node-runtime.ts');
const { createOutputLimiter } = await import('./runtimes/output-limit.ts');
const { runToEnd } = await import('./runtimes/run-to-end.ts');
const { startProgram } = await import('./runtimes/webcontainer/program.ts');
const { isPrinted, streamLines, streamOf } = await import('./streams.ts');

const MAIN = `
  import { writeSync } from 'node:fs';
  writeSync(Number(process.env.FIXTURE_FD), 'by its own way');
  writeSync(Number(process.env.REPORT_FD), 'report');
  console.log('printed');
`;
const WRITTEN = { stdout: 'printed\n', stderr: '', report: 'report', fixture: 'by its own way' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handshake-stream-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a stream that is added to the table alone is a frame of the machine, and a pipe of its guest', () => {
  const [frame] = new FrameParser().push(new TextEncoder().encode('q r1 2\nhi'));
  expect(frame).toMatchObject({ type: 'q', id: 'r1' });
  expect(streamOf('q')).toBe(FIXTURE);
  expect(streamLines()).toContain('7 q FIXTURE_FD\n');
});

test('it has its own limit, whose words name it, and nobody prints it', () => {
  const limiter = createOutputLimiter();
  expect(limiter.take(FIXTURE, new Uint8Array(6 * 2 ** 20)).length).toBe(5 * 2 ** 20);
  expect(limiter.exit?.message).toBe('It wrote more than 5 MiB to the fixture.');
  expect(isPrinted(FIXTURE)).toBe(false);
});

test('it comes out of the Node runtime', async () => {
  const runtime = createNodeRuntime();
  await runtime.mount({ 'work/main.mjs': MAIN });
  const { exit, text } = await runToEnd(runtime, { program: 'work/main.mjs' });
  await runtime.dispose();
  expect({ exit, text }).toEqual({ exit: { reason: 'exited', code: 0 }, text: WRITTEN });
});

test("it comes out of WebContainer's launcher, where programs have descriptors of their own", async () => {
  const got: Partial<Record<OutputStream, string>> = {};
  const program = startProgram({
    request: {
      program: 'work/main.mjs',
      onOutput: (stream, bytes) => {
        got[stream] = (got[stream] ?? '') + Buffer.from(bytes).toString();
      },
    },
    files: { 'work/main.mjs': MAIN },
    instance: async () => ({ instance: instanceIn(folder), report: 'descriptor' }),
  });
  expect(await program.exit).toEqual({ reason: 'exited', code: 0 });
  expect({ stderr: '', ...got }).toEqual(WRITTEN);
});

/** As much of WebContainer as a program needs, with the real Node of this computer. */
function instanceIn(root: string): FreshInstance['instance'] {
  return {
    mount: tree => write(tree as FileSystemTree, root),
    async spawn(_: string, args: string[]) {
      const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
      return { input: Writable.toWeb(child.stdin), output: Readable.toWeb(child.stdout.setEncoding('utf8')) };
    },
  } as FreshInstance['instance'];
}

async function write(tree: FileSystemTree, at: string): Promise<void> {
  await mkdir(at, { recursive: true });
  for (const [name, entry] of Object.entries(tree)) {
    if ('directory' in entry) await write(entry.directory, join(at, name));
    else if ('contents' in entry.file) await writeFile(join(at, name), entry.file.contents);
  }
}
