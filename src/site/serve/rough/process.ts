import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  port: number;
  /** How it ended, undefined while it lives. */
  ended(): string | undefined;
  /** How many descriptors it has open. */
  descriptors(): number;
  /** Milliseconds that it has worked, its threads too, since it started; other programs' share of the computer is not in it. */
  worked(): number;
  /** Bytes it has asked the system for with read(), since it started. */
  bytesRead(): number;
  stop(): Promise<void>;
}

/** Starts the site's server on a free port, with at most so many `descriptors`; all it says goes to this process's stderr. */
export async function startServer(folder: string, descriptors?: number): Promise<ServerProcess> {
  const limit = descriptors ? `ulimit -n ${descriptors} && ` : '';
  const program = fileURLToPath(new URL('./served.ts', import.meta.url));
  const child = spawn('sh', ['-c', `${limit}exec "$0" "$@"`, process.execPath, program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the server ended before it listened, with ${code}`);
    }),
  ])) as [Buffer];
  const proc = (name: string): string => `/proc/${child.pid}/${name}`;
  return {
    port: Number(said),
    ended: () => child.signalCode ?? child.exitCode?.toString(),
    descriptors: () => readdirSync(proc('fd')).length,
    worked: () => {
      // proc(5): user and system time, fields 14 and 15, in hundredths of a second; names may hold spaces, up to the last `)`.
      const fields = readFileSync(proc('stat'), 'utf8').split(')').at(-1)!.trim().split(' ');
      return 10 * (Number(fields[11]) + Number(fields[12]));
    },
    bytesRead: () => Number(/rchar: (\d+)/.exec(readFileSync(proc('io'), 'utf8'))![1]),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
