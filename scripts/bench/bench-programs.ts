import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkWarmUp } from '../../src/checker/run-checks.ts';
import type { WarmUpProgram } from '../../src/runtimes/runtime.ts';
import { warmUpsOf } from '../../src/workspace/session/warm-ups.ts';
import { loadLesson } from '../../src/course/disk/load.server.ts';
import { ensurePki } from '../../src/pki/index.ts';

const PROGRAMS = {
  'sha256 + HMAC': 'hash.mjs',
  'UDP echo': 'udp.mjs',
  http: 'http.mjs',
  'TLS 1.3 verified': 'tls.mjs',
  'mutual TLS': 'mutual-tls.mjs',
  'AES-GCM 1 MiB': 'aes-gcm.mjs',
  'scrypt (default cost)': 'scrypt.mjs',
} as const;
const PKI = ['ca.crt', 'server.crt', 'server.key', 'alice.crt', 'alice.key'];
const CHECKED = 'mutual-tls';

export interface BenchProgram {
  name: string;
  /** What is timed. */
  run: WarmUpProgram;
  /** What its lesson's page would have the machine warm up meanwhile. */
  warmUps: WarmUpProgram[];
}

/**
 * The programs that are timed, each written as a lesson would write it, with the certificates they read; and a whole
 * Check of lesson 28, of its solution, while its starter is warmed up.
 */
export async function readBenchPrograms(): Promise<BenchProgram[]> {
  const folder = await ensurePki();
  const pki = await Promise.all(
    PKI.map(async name => [`work/pki/${name}`, await readFile(join(folder, name), 'utf8')] as const),
  );
  const programs = await Promise.all(
    Object.entries(PROGRAMS).map(async ([name, file]) => {
      const main = await readFile(new URL(`./programs/${file}`, import.meta.url), 'utf8');
      const run = { program: 'work/main.mjs', files: { ...Object.fromEntries(pki), 'work/main.mjs': main } };
      return { name, run, warmUps: [run] };
    }),
  );
  const { exercise, starter, solution, bundle } = await loadLesson(CHECKED);
  const check = {
    name: 'Check of lesson 28',
    run: checkWarmUp(solution, bundle),
    warmUps: warmUpsOf(exercise, starter, bundle),
  };
  return [...programs, check];
}
