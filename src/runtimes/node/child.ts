import { spawn, type ChildProcess, type StdioPipe } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { descriptorVariables, streams } from '../../streams.ts';
import type { OutputStream, RunRequest } from '../runtime.ts';

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
  const child = spawn(process.execPath, [join(root, request.program), ...(request.args ?? [])], {
    cwd: join(root, request.cwd ?? 'work'),
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: root,
      LANG: 'C.UTF-8',
      ...request.env,
      ...descriptorVariables(),
    },
    detached: true,
    stdio: pipes(),
  });
  for (const [name, { descriptor }] of streams())
    (child.stdio[descriptor] as Readable).on('data', (bytes: Buffer) => onOutput(name, bytes));
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

/** One for standard input and for each stream at its descriptor; what lies between them is nothing. */
function pipes(): (StdioPipe | 'ignore')[] {
  const used = [0, ...streams().map(([, { descriptor }]) => descriptor)];
  return Array.from({ length: Math.max(...used) + 1 }, (_, i) => (used.includes(i) ? 'pipe' : 'ignore'));
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
