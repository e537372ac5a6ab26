import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Orders } from './writer.ts';

const PROGRAM = fileURLToPath(new URL('writer.ts', import.meta.url));

export interface Writer {
  process: ChildProcess;
  /** What it has acknowledged so far, in order. */
  acknowledged: string[];
  begin(): void;
  /** Resolves with whether it ended well, once all that it said has been read. */
  ended: Promise<boolean>;
}

/** Starts a process that writes; resolves when it is ready to begin. `onLine` hears each acknowledgement. */
export async function startWriter(orders: Orders, onLine: (line: string) => void = () => undefined): Promise<Writer> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(orders)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined); // it may be dead already
  const acknowledged: string[] = [];
  const ended = once(child, 'close').then(([code]) => code === 0);
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', line => {
      if (line === 'ready') return resolve();
      acknowledged.push(line);
      onLine(line);
    });
    void ended.then(() => reject(new Error('the writer ended before it was ready')));
  });
  await ready;
  return { process: child, acknowledged, ended, begin: () => void child.stdin.write('go\n') };
}

/** Several processes that begin at once; what each has acknowledged, when all have ended well. */
export async function writeTogether(...orders: Orders[]): Promise<string[][]> {
  const writers = await Promise.all(orders.map(one => startWriter(one)));
  for (const writer of writers) writer.begin();
  const ended = await Promise.all(writers.map(writer => writer.ended));
  if (ended.includes(false)) throw new Error('a writer failed');
  return writers.map(writer => writer.acknowledged);
}
