import { checkFiles, type ExerciseBundle, type FileMap } from '../course/workspace.ts';
import { LastWords } from '../runtimes/last-words.ts';
import {
  isPrinted,
  type Exit,
  type OutputStream,
  type Runtime,
  type RunRequest,
  type WarmUpProgram,
} from '../runtimes/runtime.ts';
import { recordParser, type CheckRecord } from './records.ts';
import type { CheckEvent, CheckReport, CheckResult, Interruption, SeenError } from './report.ts';
import { Watch } from './watch.ts';

export interface CheckRequest {
  runtime: Runtime;
  /** The learner's files, relative to their work folder. */
  work: FileMap;
  bundle: ExerciseBundle;
  /** All check ids in teaching order. */
  ids: readonly string[];
  /** Those of them to be run, with the legitimate twins of the attacks among them; all unless given. */
  only?: readonly string[];
  signal?: AbortSignal;
  onEvent?: (event: CheckEvent) => void;
  /** As of a run: of every process that runs checks. */
  onWire?: RunRequest['onWire'];
  /** Repeats a run; random unless given. */
  seed?: string;
  limits?: CheckLimits;
  /** As a graded run has it; no page does. */
  graded?: GradedOrder;
}

/**
 * A run whose result counts: its program, the names its checks go by there, in order, which `ids` are then, and among
 * them canaries (harness/graded/canaries.mjs). `onMark` is told of what the code reached for and was refused.
 */
export interface GradedOrder {
  program: string;
  plan: readonly { id: string; of: string; at?: number; word?: string }[];
  childProcesses: boolean;
  onMark: (what: string) => void;
}

/** In ms, both measured from the last sign of life. */
export interface CheckLimits {
  /** For loading the learner's code, which takes well under a second even on the emulated machine. */
  load: number;
  /** Beyond the longest that the harness gives a check itself: only code that never yields meets this one. */
  grace: number;
}

/** A check that computes all the time is given its limit this many times (see COMPUTING_COUNTS in harness.mjs). */
const COMPUTING = 2;

const LIMITS: CheckLimits = { load: 30_000, grace: 3_000 };

/**
 * Runs every check of an exercise, or those chosen, against the learner's files, on a runtime that is up, and resolves
 * with the report; never rejects. However few were chosen, `passed` is about all of them: part of a Check is no pass.
 * A check that takes the whole process down costs only itself: the rest go on in a new process.
 */
export async function runChecks(request: CheckRequest): Promise<CheckReport> {
  const { runtime, ids, only = ids, signal } = request;
  const seed = request.seed ?? randomHex(6);
  const results = new Map<string, CheckResult>();
  let interruption: Interruption | undefined;
  try {
    signal?.throwIfAborted();
    await runtime.mount(checkFiles(request.work, request.bundle));
    while (!only.every(id => results.has(id))) {
      const before = results.size;
      interruption = await runRound(request, seed, results);
      if (interruption && interruption.kind !== 'exit') break;
      if (results.size === before) break;
    }
  } catch (error) {
    interruption = signal?.aborted ? { kind: 'aborted' } : { kind: 'runtime', message: messageOf(error) };
  }
  if (interruption?.kind !== 'aborted') fillIn(request, results, interruption);
  const ordered = ids.flatMap(id => results.get(id) ?? []);
  const passed =
    !request.only &&
    ordered.length === ids.length &&
    ordered.every(result => result.status === 'pass') &&
    interruption?.kind !== 'load';
  return { seed, results: ordered, passed, ...(request.only && { only }), ...(interruption && { interruption }) };
}

/** A Check of this work as a runtime can warm up with it. */
export function checkWarmUp(work: FileMap, bundle: ExerciseBundle): WarmUpProgram {
  return {
    files: checkFiles(work, bundle),
    ...checkProgram(bundle, { token: randomHex(16), seed: randomHex(6) }),
  };
}

/**
 * What `harness/run.mjs` is told; without `only`, all checks. Those `judged` in a process before are not run again.
 * `pass` holds the token of each check's pass (see records.ts).
 */
interface CheckOrder {
  token: string;
  pass?: Readonly<Record<string, string>>;
  seed: string;
  only?: readonly string[];
  judged?: string[];
  passed?: string[];
}

function checkProgram({ slug }: ExerciseBundle, order: CheckOrder, program = 'check/run.mjs') {
  return { program, args: [`./${slug}.test.mjs`], stdin: JSON.stringify(order) };
}

/** One process: the checks that have no verdict yet, until it is done or gone. */
async function runRound(
  { runtime, bundle, ids, only, signal, onEvent, onWire, limits = LIMITS, graded }: CheckRequest,
  seed: string,
  results: Map<string, CheckResult>,
): Promise<Interruption | undefined> {
  const tokens = { token: randomHex(16), pass: Object.fromEntries(ids.map(id => [id, randomHex(16)])) };
  const watch = new Watch(signal);
  let running: string | undefined;
  let interruption: Interruption | undefined;
  let done = false;

  const settle = (result: CheckResult) => {
    if (!ids.includes(result.id) || results.has(result.id)) return;
    results.set(result.id, result);
    onEvent?.({ type: 'result', result });
  };

  const onRecord = (record: CheckRecord) => {
    if (record.type === 'unloadable') interruption = { kind: 'load', error: record.error };
    if (record.type === 'loaded') {
      const wrong = mismatch(record.ids, ids);
      if (wrong) {
        interruption = { kind: 'load', error: { name: 'Error', message: wrong } };
        watch.abort();
      }
    }
    if (record.type === 'running' && ids.includes(record.id)) {
      running = record.id;
      watch.start(COMPUTING * record.limit + limits.grace, record.limit);
      onEvent?.({ type: 'running', id: record.id, ...(record.at !== undefined && { at: record.at }) });
    }
    if (record.type === 'result') {
      running = undefined;
      watch.start(limits.load);
      const { type: _, ...result } = record;
      settle(result);
    }
    if (record.type === 'exit') interruption = { kind: 'exit', code: record.code, message: record.at };
    if (record.type === 'mark') graded?.onMark(record.what);
    if (record.type === 'done') done = true;
  };

  const lastWords = new LastWords();
  const onOutput = (stream: OutputStream, bytes: Uint8Array) => {
    if (stream === 'report') return parse(bytes);
    if (stream === 'stderr') lastWords.push(bytes);
    if (isPrinted(stream)) onEvent?.({ type: 'output', stream, bytes });
  };

  const parse = recordParser(tokens, onRecord);
  watch.start(limits.load);
  const order = {
    ...tokens,
    seed,
    ...(only && { only }),
    judged: [...results.keys()],
    passed: [...results.values()].filter(result => result.status === 'pass').map(result => result.id),
    ...(graded && { plan: graded.plan, childProcesses: graded.childProcesses }),
  };
  const run = runtime.run({
    ...checkProgram(bundle, order, graded?.program),
    signal: watch.signal,
    onOutput,
    ...(onWire && { onWire }),
  });
  const exit = await run.exit;
  watch.stop();

  if (signal?.aborted) return { kind: 'aborted' };
  if (exit.reason === 'lost' || exit.reason === 'not-started') {
    return { kind: 'runtime', message: exit.message ?? 'the runtime stopped answering' };
  }
  if (interruption?.kind === 'load') return withPlace(interruption, lastWords.text);
  if (running !== undefined) settle(endedIn(running, exit, watch, interruption));
  if (done) return undefined;
  if (watch.fired && running === undefined) {
    return {
      kind: 'load',
      error: { name: 'TimeoutError', message: 'the program had not finished loading', code: 'LOAD_TIMEOUT' },
    };
  }
  return interruption ?? { kind: 'exit', code: exit.code, error: stoppedFor(exit) };
}

/** Node names the place of a syntax error in a module only on standard error: a line `file:///…/work/x.mjs:2`. */
function withPlace(interruption: Interruption, stderr: string): Interruption {
  const { error } = interruption;
  const at = /^(?:file:\/\/)?\/\S*?\/work\/(\S+?:\d+)$/m.exec(stderr)?.[1];
  return error?.name === 'SyntaxError' && !error.at && at ? { ...interruption, error: { ...error, at } } : interruption;
}

/** The verdict on a check that was running when its process went away. */
function endedIn(id: string, exit: Exit, watch: Watch, interruption: Interruption | undefined): CheckResult {
  if (watch.fired) return { id, status: 'timeout', waited: { for: '', ms: watch.named }, evidence: [] };
  const error = stoppedFor(exit);
  if (error) return { id, status: 'error', error, evidence: [] };
  const code = interruption?.code ?? exit.code;
  return {
    id,
    status: 'error',
    error: {
      name: 'Exit',
      message: `the program ended with code ${code}`,
      code: 'PROCESS_ENDED',
      at: interruption?.message,
    },
    evidence: [],
  };
}

/** Why the runtime stopped a program; undefined when it ended by itself. */
function stoppedFor({ reason }: Exit): SeenError | undefined {
  if (reason === 'output-limit')
    return { name: 'OutputLimit', message: 'it printed without end', code: 'OUTPUT_LIMIT' };
  if (reason === 'out-of-memory')
    return { name: 'OutOfMemory', message: 'it took more memory than there is', code: 'OUT_OF_MEMORY' };
  return undefined;
}

/** Checks that never got their turn are errors, not silence: a missing verdict must never look like a pass. */
function fillIn(
  { ids, only = ids, onEvent }: CheckRequest,
  results: Map<string, CheckResult>,
  interruption?: Interruption,
) {
  for (const id of only) {
    if (results.has(id)) continue;
    const error = interruption?.error ?? {
      name: 'NotRun',
      message: interruption?.message ?? 'the program ended before this check',
      code: 'NOT_RUN',
    };
    const result: CheckResult = { id, status: 'error', error, evidence: [] };
    results.set(id, result);
    onEvent?.({ type: 'result', result });
  }
}

function mismatch(registered: readonly string[], declared: readonly string[]): string | undefined {
  const missing = declared.filter(id => !registered.includes(id));
  const unknown = registered.filter(id => !declared.includes(id));
  if (missing.length) return `lesson.json lists "${missing.join('", "')}", which the checks do not define`;
  if (unknown.length)
    return `the checks define "${unknown.join('", "')}", which lesson.json does not list under "steps"`;
  return undefined;
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, '0')).join('');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
