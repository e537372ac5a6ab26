import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { inProject } from '../../../src/project.server.ts';

export interface Program {
  /** What it said when it was ready. */
  said: string;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

/** A program of ours in a process of its own; resolves when it has printed a line that `ready` finds. */
export async function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<Program> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const [, found] = ready.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', code => reject(new Error(`${args.join(' ')} ended with ${code} before it was ready`)));
  });
  return { said, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** The site with its classes, as `npm start` serves it once it is built; `said` is its address. */
export function startServer(env: Readonly<Record<string, string>>): Promise<Program> {
  const settings = { HANDSHAKE_LOG: 'errors', HOST: '127.0.0.1', ...env };
  return startProgram([inProject('scripts', 'serve', 'with-class.ts')], settings, /is ready:\s+(\S+)/);
}

/** A grading worker with one machine. */
export function startGrader(database: string): Promise<Program> {
  const args = [inProject('scripts', 'class', 'index.ts'), 'grade', '--machines', '1', '--database', database];
  return startProgram(args, {}, /^(Grading)/);
}
