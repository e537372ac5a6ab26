import { spawn, type ChildProcess } from 'node:child_process';
import { constants, tmpdir } from 'node:os';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Mode } from './modes.ts';

const GAPS = fileURLToPath(new URL('./gaps.cjs', import.meta.url));

/** A tree as the client sends it: folders `d`, files `f` with content `c`, `b` where it is bytes as Latin-1. */
export interface Tree {
  d: Record<string, Tree | { f: { c: string; b?: boolean } }>;
}

export interface Command {
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string | number | boolean>;
}

/** One instance of the double, on this computer: a temporary folder, and the processes started in it. */
export class Instance {
  readonly folder: string;
  readonly #mode: Mode;
  readonly #children = new Map<number, ChildProcess>();
  #last = 0;

  private constructor(folder: string, mode: Mode) {
    this.folder = folder;
    this.#mode = mode;
  }

  static async create(mode: Mode): Promise<Instance> {
    return new Instance(await realpath(await mkdtemp(join(tmpdir(), 'handshake-double-'))), mode);
  }

  async load(tree: Tree, folder = this.folder): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [name, entry] of Object.entries(tree.d)) {
      if ('d' in entry) await this.load(entry, join(folder, name));
      else await this.#write(join(folder, name), entry.f);
    }
  }

  /** Starts a program; output is merged, as the service merges it. Throws ENOENT for what is not Node. */
  start(
    { command, args, cwd = '.', env = {} }: Command,
    onOutput: (bytes: Buffer) => void,
    onExit: (code: number) => void,
  ): number {
    if (command !== 'node') throw new Error(`spawn ${command} ENOENT`);
    const child = spawn(process.execPath, args, {
      cwd: join(this.folder, cwd),
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        HOME: this.folder,
        SHELL: '/bin/jsh',
        ...(this.#mode === 'faithful-gaps' && { NODE_OPTIONS: `--require ${GAPS}` }),
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)])),
      },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const id = ++this.#last;
    this.#children.set(id, child);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput);
    child.stdin.on('error', () => {});
    child.on('close', (code, signal) => onExit(code ?? 128 + constants.signals[signal!]));
    return id;
  }

  write(id: number, data: string): void {
    const { stdin } = this.#children.get(id) ?? {};
    if (stdin?.writable) stdin.write(data);
  }

  kill(id: number): void {
    killGroup(this.#children.get(id));
  }

  async tearDown(): Promise<void> {
    for (const child of this.#children.values()) killGroup(child);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #write(path: string, { c, b }: { c: string; b?: boolean }): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, c, b ? 'latin1' : 'utf8');
  }
}

function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
