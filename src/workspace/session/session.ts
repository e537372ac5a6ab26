import { batch, signal, type ReadonlySignal } from '@preact/signals';

import type { CheckReport, CheckResult, CheckStatus } from '../../checker/report.ts';
import { runChecks, type CheckLimits } from '../../checker/run-checks.ts';
import { checkIds } from '../../course/check-ids.ts';
import type { Exercise } from '../../course/exercise.ts';
import { runFiles, type ExerciseBundle, type FileMap } from '../../course/workspace.ts';
import { LastWords } from '../../runtimes/last-words.ts';
import type { LessonRuntime } from '../../runtimes/pool/lesson-runtime.ts';
import { isPrinted, type Exit, type Run, type Runtime } from '../../runtimes/runtime.ts';
import { OutputLog, type Scheduler } from '../log/output-log.ts';
import { FetchProblem } from './fetch-json.ts';
import { Machine } from './machine.ts';
import { follow, type SessionStatus } from './status.ts';
import { warmUpsOf } from './warm-ups.ts';

export type Task = 'run' | 'check';

/** How the last run ended; `stopped` by the reader. */
export interface RunEnd {
  exit: Exit;
  program: string;
  ms: number;
  /** The end of what it wrote to standard error. */
  lastWords: string;
}

export interface CheckState {
  status: CheckStatus;
  result?: CheckResult;
}

export interface SessionOptions {
  exercise: Exercise;
  /** The files a lesson begins with: what a machine in waiting can try without harm. */
  starter?: FileMap;
  /** The learner's files as they are when a task begins; for Check, what of them is judged. */
  work(task: Task): FileMap;
  loadRuntime(): Promise<LessonRuntime>;
  loadBundle(signal?: AbortSignal): Promise<ExerciseBundle>;
  /** Called with a Check that reached a verdict: not when it was stopped, nor when the machine failed. */
  onVerdict?(report: CheckReport, work: FileMap): void;
  schedule: Scheduler;
  now?(): number;
  limits?: CheckLimits;
}

interface Activity {
  task: Task;
  controller: AbortController;
  done: Promise<void>;
}

/** What a task does once everything it needs is there. */
type Work = (runtime: Runtime, bundle: ExerciseBundle, files: FileMap, signal: AbortSignal) => Promise<void>;

/**
 * Carries out Run and Check, one at a time: a new one stops the old. It holds what the panels show and touches no
 * page. Every change of `status` goes through `follow`.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #ids: readonly string[];
  readonly #status = signal<SessionStatus>('idle');
  readonly #task = signal<Task | undefined>(undefined);
  readonly #checks = signal<Readonly<Record<string, CheckState>>>({});
  readonly #report = signal<CheckReport | undefined>(undefined);
  readonly #ended = signal<RunEnd | undefined>(undefined);
  readonly #fetchProblem = signal<FetchProblem | undefined>(undefined);
  readonly machine: Machine;
  readonly output: OutputLog;
  #bundle: Promise<ExerciseBundle> | undefined;
  #current: Activity | undefined;
  #run: Run | undefined;
  #disposed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#ids = checkIds(options.exercise);
    this.machine = new Machine(options.loadRuntime, options.exercise.needs);
    this.output = new OutputLog(options.schedule);
    this.#checks.value = this.#all('idle');
  }

  get status(): ReadonlySignal<SessionStatus> {
    return this.#status;
  }
  /** The task under way, or the last one: whose output the panel shows. */
  get task(): ReadonlySignal<Task | undefined> {
    return this.#task;
  }
  get checks(): ReadonlySignal<Readonly<Record<string, CheckState>>> {
    return this.#checks;
  }
  /** Of the last Check that came to an end. */
  get report(): ReadonlySignal<CheckReport | undefined> {
    return this.#report;
  }
  get ended(): ReadonlySignal<RunEnd | undefined> {
    return this.#ended;
  }
  /** Why the exercise's own files did not come. */
  get fetchProblem(): ReadonlySignal<FetchProblem | undefined> {
    return this.#fetchProblem;
  }

  /** Fetches and starts ahead what Run and Check will need; a failure is told when it matters. */
  async warm(): Promise<void> {
    const [bundle, runtime] = await Promise.allSettled([this.#loadBundle(), this.machine.ready()]);
    const { exercise, starter } = this.#options;
    if (!starter || bundle.status === 'rejected' || runtime.status === 'rejected') return;
    runtime.value.warmUp(warmUpsOf(exercise, starter, bundle.value));
  }

  /** Shows verdicts of an earlier visit, where none have come since. */
  restore(statuses: Readonly<Record<string, CheckStatus>>): void {
    if (this.#report.value || this.#status.value !== 'idle') return;
    const known = this.#ids.filter(id => statuses[id] !== undefined);
    this.#checks.value = {
      ...this.#all('idle'),
      ...Object.fromEntries(known.map(id => [id, { status: statuses[id]! }])),
    };
  }

  run(): Promise<void> {
    return this.#begin('run', async (runtime, bundle, work, signal) => {
      const { exercise, now = () => performance.now() } = this.#options;
      const program = exercise.run ?? exercise.entry;
      await runtime.mount(runFiles(work, bundle));
      signal.throwIfAborted();
      this.#move('running');
      const started = now();
      const lastWords = new LastWords();
      const run = runtime.run({
        program: `work/${program}`,
        interactive: true,
        signal,
        onOutput: (stream, bytes) => {
          if (!isPrinted(stream) || signal.aborted) return;
          this.output.push(stream, bytes);
          if (stream === 'stderr') lastWords.push(bytes);
        },
      });
      this.#run = run;
      const exit = await run.exit;
      this.#run = undefined;
      this.output.end();
      this.#ended.value = { exit, program, ms: now() - started, lastWords: lastWords.text };
      if (exit.reason === 'lost' || exit.reason === 'not-started') this.machine.lost(exit.message ?? '');
    });
  }

  check(): Promise<void> {
    return this.#begin('check', async (runtime, bundle, work, signal) => {
      this.#move('checking');
      const report = await runChecks({
        runtime,
        work,
        bundle,
        ids: this.#ids,
        signal,
        ...(this.#options.limits && { limits: this.#options.limits }),
        onEvent: event => {
          if (signal.aborted) return;
          if (event.type === 'output') this.output.push(event.stream, event.bytes);
          else if (event.type === 'running') this.#show(event.id, { status: 'running' });
          else this.#show(event.result.id, { status: event.result.status, result: event.result });
        },
      });
      this.output.end();
      if (report.interruption?.kind === 'aborted') return this.#forgetUnjudged();
      this.#report.value = report;
      if (report.interruption?.kind === 'runtime') this.machine.lost(report.interruption.message ?? '');
      else this.#options.onVerdict?.(report, work);
    });
  }

  /** Stops whatever runs; resolves when it is gone. */
  async stop(): Promise<void> {
    const current = this.#current;
    if (!current) return;
    if (this.#status.value !== 'stopping') this.#move('stopping');
    // A learner's program may say good-bye. A new Run does not wait for it.
    if (this.#run) this.#run.interrupt();
    else current.controller.abort();
    await current.done;
  }

  /** Sends a line to the running program's standard input. */
  send(line: string): void {
    if (!this.#run) return;
    this.output.echo(`${line}\n`);
    this.#run.write(`${line}\n`);
  }

  endInput(): void {
    this.#run?.end();
  }

  /** The page goes away: everything stops, nothing is shown any more. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#current?.controller.abort();
    await this.machine.dispose();
  }

  /** As `dispose`, but another lesson follows in this page: the runtime stays up for it. */
  leave(): void {
    this.#disposed = true;
    this.#current?.controller.abort();
    this.machine.leave();
  }

  #begin(task: Task, work: Work) {
    if (this.#disposed) return Promise.resolve();
    const before = this.#current;
    before?.controller.abort();
    const controller = new AbortController();
    const { signal } = controller;
    const files = this.#options.work(task);
    batch(() => {
      this.#move('fetching');
      this.#task.value = task;
      this.#fetchProblem.value = undefined;
      this.machine.forgive();
    });
    const perform = async (): Promise<void> => {
      // The old task may still mount its files: only when it is gone is the workspace ours.
      await before?.done;
      signal.throwIfAborted();
      this.#clear(task);
      const bundle = await this.#loadBundle(signal);
      signal.throwIfAborted();
      this.#move('starting');
      const runtime = await this.machine.ready(signal);
      signal.throwIfAborted();
      await work(runtime, bundle, files, signal);
    };
    const activity: Activity = { task, controller, done: Promise.resolve() };
    this.#current = activity;
    activity.done = perform()
      .catch(error => this.#failed(error, signal))
      .finally(() => {
        if (this.#current !== activity) return;
        this.#current = undefined;
        this.#move('idle');
      });
    return activity.done;
  }

  #clear(task: Task): void {
    batch(() => {
      this.output.clear();
      this.#ended.value = undefined;
      if (task === 'run') return;
      this.#report.value = undefined;
      this.#checks.value = this.#all('idle');
    });
  }

  #failed(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (error instanceof FetchProblem) this.#fetchProblem.value = error;
    // What kept the machine from starting is in its own state already; anything else is told there too.
    else if (!this.machine.state.value.trouble) this.machine.lost(String(error));
  }

  async #loadBundle(signal?: AbortSignal): Promise<ExerciseBundle> {
    const loading = (this.#bundle ??= this.#options.loadBundle());
    try {
      return await (signal ? Promise.race([loading, aborted(signal)]) : loading);
    } catch (error) {
      if (!signal?.aborted && this.#bundle === loading) this.#bundle = undefined;
      throw error;
    }
  }

  #move(next: SessionStatus): void {
    this.#status.value = follow(this.#status.value, next);
  }

  #show(id: string, state: CheckState): void {
    this.#checks.value = { ...this.#checks.value, [id]: state };
  }

  /** A stopped Check leaves what it has judged, and nothing that looks as if it still ran. */
  #forgetUnjudged(): void {
    this.#checks.value = Object.fromEntries(
      Object.entries(this.#checks.value).map(([id, state]) => [
        id,
        state.status === 'running' ? { status: 'idle' as const } : state,
      ]),
    );
  }

  #all(status: CheckStatus): Record<string, CheckState> {
    return Object.fromEntries(this.#ids.map(id => [id, { status }]));
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
