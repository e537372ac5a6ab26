import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

import { aptInstall } from './apt.ts';

const PACKAGES = ['postgresql'];
/** PostgreSQL does not run as root; this is nobody, as Debian has it. */
const NOBODY = 65534;
const NAME = 'handshake';

/** Folder of the newest PostgreSQL's programs; undefined when there is none. */
export function findPostgres(): string | undefined {
  const versions = globSync('/usr/lib/postgresql/*/bin/postgres').sort((a, b) => versionIn(b) - versionIn(a));
  const found = versions[0] ?? ['/usr/local/bin/postgres', '/usr/bin/postgres'].find(path => existsSync(path));
  return found && join(found, '..');
}

/** One line on how to get a PostgreSQL for the tests. */
export const HOW_TO_GET_POSTGRES = `there is no PostgreSQL; install it: apt-get install ${PACKAGES.join(' ')} (as root)`;

/** Installs PostgreSQL where this user may; gives what is still missing, in one line, or undefined. */
export function ensurePostgres(): string | undefined {
  if (findPostgres()) return undefined;
  const failed = aptInstall(PACKAGES);
  return findPostgres() ? undefined : `${HOW_TO_GET_POSTGRES} (${failed ?? 'it was installed elsewhere'})`;
}

export interface Postgres {
  /** Address of a new, empty database. */
  fresh(): Promise<string>;
  /** Ends it at once, as when the power goes; `start` has it again. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes what it wrote. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of one's own, on a socket in a temporary folder: no port, no password, nothing of the system's. It waits for
 * the disk only where it is `durable`: tests end its process, never the computer.
 */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'pg-'));
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in identity) chownSync(folder, NOBODY, NOBODY);
  const bin = findPostgres()!;
  const data = join(folder, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    ['--no-sync', '--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', `--username=${NAME}`, data],
    { ...identity, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb said: ${made.stderr || String(made.error)}`);

  const url = (database: string): string => `postgres://${NAME}@/${database}?host=${encodeURIComponent(folder)}`;
  let server: ChildProcess | undefined;
  let count = 0;

  const start = async (): Promise<void> => {
    const where = { listen_addresses: '', unix_socket_directories: folder };
    const options = { ...where, fsync: durable ? 'on' : 'off', max_connections: '200' };
    const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...identity,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(server);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  };

  await start();
  return {
    start,
    crash: () => end('SIGQUIT'),
    fresh: async () => {
      const name = `test_${++count}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    stop: async () => {
      await end('SIGQUIT'); // what it would still write is removed
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server says that it answers; its log is read to the end, so that it never waits for us. */
function ready(server: ChildProcess): Promise<void> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stderr! }).on('line', line => {
      lines.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL has ended: ${lines.slice(-3).join(' / ')}`)));
  });
}

const versionIn = (path: string): number => Number(/postgresql\/(\d+)/.exec(path)?.[1] ?? 0);
