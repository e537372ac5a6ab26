import { spawn, type ChildProcess, type StdioPipe } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { OutputStream, RunRequest } from '../runtime.ts';

const REPORT_FD = 3;
/** After the program's end its pipes close at once; only a process that left the group can hold them open. */
const DRAIN_LIMIT_MS = 1_000;

export interface Child {
  /** Resolves with the exit code (128 + n after signal n) when the program and its group are gone. */
  readonly ended: Promise<number>;
  readonly stdin: Writable;
  /** SIGINT to its whole group, as a terminal's ctrl-C. */
  interrupt(): void;
  kill(): void;
}

/** Starts a real `node` on `request.program` in `root`, in a process group of its own. */
export function startChild(
  root: string,
  request: RunRequest,
  onOutput: (stream: OutputStream, bytes: Uint8Array) => void,
): Child {
  const stdio: StdioPipe[] = ['pipe', 'pipe', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [join(root, request.program), ...(request.args ?? [])], {
    cwd: join(root, request.cwd ?? 'work'),
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: root,
      LANG: 'C.UTF-8',
      ...request.env,
      REPORT_FD: `${REPORT_FD}`,
    },
    detached: true,
    stdio,
  });
  const streams: OutputStream[] = ['stdout', 'stderr', 'report'];
  streams.forEach((name, i) => (child.stdio[i + 1] as Readable).on('data', (bytes: Buffer) => onOutput(name, bytes)));
  const stdin = child.stdio[0] as Writable;
  // EPIPE: the program ended or closed its standard input, which is its right.
  stdin.on('error', () => {});
  return {
    ended: whenEnded(child),
    stdin,
    interrupt: () => signalGroup(child, 'SIGINT'),
    kill: () => signalGroup(child, 'SIGKILL'),
  };
}

async function whenEnded(child: ChildProcess): Promise<number> {
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal!]));
  });
  signalGroup(child, 'SIGKILL');
  const timer = setTimeout(() => child.stdio.forEach(stream => stream?.destroy()), DRAIN_LIMIT_MS);
  await closed;
  clearTimeout(timer);
  return code;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
