import { CAPABILITIES, type Capability } from '../../course/capabilities.ts';
import { runToEnd } from '../run-to-end.ts';
import type { Exit, Files, OutputStream, Runtime } from '../runtime.ts';

export interface Proof {
  ok: boolean;
  /** Why not, when not. */
  why?: string;
  /** It only took too long: a busy computer may be the reason. */
  late?: boolean;
}

const PROGRAM = 'work/probe.mjs';
/** RS, a token of 32 hex digits, a space: what stands before every record of the harness too. */
const MARK = /^\u001e[0-9a-f]{32} /;

/** The lessons' certificates and keys that probe.mjs reads, by file name. */
export const PROBE_PKI = [
  'ca.crt',
  'other-ca.crt',
  'server.crt',
  'server.key',
  'alice.crt',
  'alice.key',
  'server-rsa.key',
] as const;

/** The PEM of each of `PROBE_PKI`. */
export type ProbePki = Readonly<Record<(typeof PROBE_PKI)[number], string>>;

/** The workspace in which probe.mjs runs: its text, and the PEM of each of `PROBE_PKI`. */
export function probeWorkspace(program: string, pki: ProbePki): Files {
  const certificates = PROBE_PKI.map(name => [`work/pki/${name}`, pki[name]] as const);
  return { [PROGRAM]: program, ...Object.fromEntries(certificates) };
}

/** What a run of probe.mjs told. */
export interface ProbeReport {
  proofs: ReadonlyMap<Capability, Proof>;
  /** Milliseconds that each capability took, for those that were called. */
  times: ReadonlyMap<Capability, number>;
  /** `v24.21.0`, and the OpenSSL behind it; undefined when the program did not even start. */
  node?: string;
  openssl?: string;
}

export interface ProbeOptions {
  /** Milliseconds for one capability; 20 000 unless told. */
  limit?: number;
  /** All at once: for a runtime in which several may hang until the limit. */
  together?: boolean;
  signal?: AbortSignal;
  /** Called whenever it has told something, with all that it has told so far. */
  onProgress?: (soFar: Pick<ProbeReport, 'proofs' | 'times'>) => void;
}

/** Runs probe.mjs inside a runtime; what it has not told of counts as not proved. */
export async function runProbe(
  runtime: Pick<Runtime, 'mount' | 'run'>,
  workspace: Files,
  { limit, together, signal, onProgress }: ProbeOptions = {},
): Promise<ProbeReport> {
  await runtime.mount(workspace);
  let told = '';
  const decoder = new TextDecoder();
  const onOutput = (stream: OutputStream, bytes: Uint8Array): void => {
    if (stream !== 'report') return;
    told += decoder.decode(bytes, { stream: true });
    onProgress?.(readRecords(told.slice(0, told.lastIndexOf('\n') + 1)));
  };
  const env = { ...(limit && { PROBE_LIMIT_MS: String(limit) }), ...(together && { PROBE_TOGETHER: '1' }) };
  const { exit, text } = await runToEnd(runtime, { program: PROGRAM, env, signal, ...(onProgress && { onOutput }) });
  return readReport(text.report, exit);
}

/** Calls every capability inside a runtime and tells which answered rightly; one not heard of counts as not. */
export async function proveCapabilities(runtime: Runtime, workspace: Files): Promise<ReadonlyMap<Capability, Proof>> {
  return (await runProbe(runtime, workspace)).proofs;
}

/** Reads the report of probe.mjs: one JSON object a line, behind a mark. Throws on a line that is none. */
export function readReport(report: string, exit: Exit): ProbeReport {
  const missing: Proof = { ok: false, why: `the probe ended before it was called: ${exit.message ?? exit.reason}` };
  const { proofs: told, times, about } = readRecords(report);
  const proofs = new Map(CAPABILITIES.map(capability => [capability, told.get(capability) ?? missing]));
  return { proofs, times, ...about };
}

/** What the lines of a report say, and only that. */
function readRecords(report: string): Pick<ProbeReport, 'times'> & { proofs: Map<Capability, Proof>; about: object } {
  const proofs = new Map<Capability, Proof>();
  const times = new Map<Capability, number>();
  let about = {};
  for (const line of report.split('\n').filter(text => text !== '')) {
    const { capability, ms, ...rest } = JSON.parse(line.replace(MARK, '')) as Proof & {
      capability?: Capability;
      ms?: number;
    };
    if (capability === undefined) about = rest;
    else if (CAPABILITIES.includes(capability)) {
      proofs.set(capability, rest);
      if (ms !== undefined) times.set(capability, ms);
    }
  }
  return { proofs, times, about };
}
