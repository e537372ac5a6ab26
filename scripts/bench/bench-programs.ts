import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../src/runtimes/runtime.ts';
import { ensurePki } from '../pki/index.ts';

const PROGRAMS = {
  'sha256 + HMAC': 'hash.mjs',
  'UDP echo': 'udp.mjs',
  'http': 'http.mjs',
  'TLS 1.3 verified': 'tls.mjs',
  'mutual TLS': 'mutual-tls.mjs',
  'AES-GCM 1 MiB': 'aes-gcm.mjs',
  'scrypt (default cost)': 'scrypt.mjs',
} as const;
const PKI = ['ca.crt', 'server.crt', 'server.key', 'alice.crt', 'alice.key'];

export interface BenchProgram {
  name: string;
  /** The workspace, with the program as work/main.mjs. */
  files: Files;
}

/** The programs that are timed, each written as a lesson would write it, with the certificates they read. */
export async function readBenchPrograms(): Promise<BenchProgram[]> {
  const folder = await ensurePki();
  const pki = await Promise.all(PKI.map(async (name) => [`work/pki/${name}`, await readFile(join(folder, name), 'utf8')] as const));
  return await Promise.all(Object.entries(PROGRAMS).map(async ([name, file]) => ({
    name,
    files: {
      ...Object.fromEntries(pki),
      'work/main.mjs': await readFile(new URL(`./programs/${file}`, import.meta.url), 'utf8'),
    },
  })));
}
