import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePki } from '../../pki/index.ts';
import { inProject } from '../../project.server.ts';
import type { Files } from '../runtime.ts';
import { PROBE_PKI, probeWorkspace, type ProbePki } from './probe.ts';

/** The probe's workspace read from this checkout's files (Node only); `change` may alter the program's text. */
export async function readProbeWorkspace(change = (program: string): string => program): Promise<Files> {
  const program = await readFile(inProject('src', 'runtimes', 'probe', 'probe.mjs'), 'utf8');
  const folder = await ensurePki();
  const pem = await Promise.all(PROBE_PKI.map(name => readFile(join(folder, name), 'utf8')));
  const pki = Object.fromEntries(PROBE_PKI.map((name, i) => [name, pem[i]])) as ProbePki;
  return probeWorkspace(change(program), pki);
}
