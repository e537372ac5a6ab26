import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';

import { expect } from '@playwright/test';

import { unpacked } from '../../src/classroom/data/values.ts';
import { inProject } from '../../src/project.server.ts';

/** What `npm start` serves, in a process of its own, over an empty database. */
export interface ClassProcess {
  url: string;
  /** The one-time link that its first start has printed. */
  setUp: string;
  /** What of pupils' work has this text in it, as it is stored: long work is packed. */
  storedWith(text: string): string[];
  /** Whether some file of its database holds this text. */
  holds(text: string): Promise<boolean>;
  /** Grades what was handed in, in another process, until what it gives is called. */
  grade(): () => Promise<void>;
  stop(): Promise<void>;
}

/** How a process of ours ends when it is asked to. */
async function ended(child: ChildProcess, what: string): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await exit)[0], `how ${what} ended`).toBe(0);
}

export async function startClass(more: Readonly<Record<string, string>> = {}): Promise<ClassProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'handshake-class-'));
  const env = { ...process.env, HANDSHAKE_DATA: folder, PORT: '', HOST: '', ...more };
  const child = spawn(process.execPath, [inProject('scripts', 'serve', 'with-class.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, setUp } = await said(child);
  return {
    url,
    setUp,
    storedWith: text => {
      const database = new DatabaseSync(join(folder, 'class.db'), { readOnly: true });
      const bodies = database
        .prepare('select body from event')
        .all()
        .map(({ body }) => body as string);
      database.close();
      return bodies.filter(body => JSON.stringify(unpacked(body)).includes(text));
    },
    holds: async text => {
      const files = await readdir(folder);
      const contents = await Promise.all(files.map(file => readFile(join(folder, file))));
      return contents.some(content => content.includes(text));
    },
    grade: () => {
      const command = [inProject('scripts', 'class', 'index.ts'), 'grade', '--machines', '1'];
      const grading = spawn(process.execPath, command, { env, stdio: ['ignore', 'ignore', 'inherit'] });
      return () => ended(grading, 'grading');
    },
    stop: async () => {
      await ended(child, 'the server');
      await rm(folder, { recursive: true });
    },
  };
}

/** What it prints until it is ready. */
async function said(child: ChildProcess): Promise<{ url: string; setUp: string }> {
  let setUp = '';
  for await (const line of createInterface({ input: child.stdout! })) {
    setUp = /http\S+set-up\S+/.exec(line)?.[0] ?? setUp;
    const url = /ready: +(\S+)$/.exec(line)?.[1];
    if (url) return { url, setUp };
  }
  throw new Error('the server ended before it was ready');
}
