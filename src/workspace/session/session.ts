import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';

import type { CheckEvent, CheckReport, CheckStatus } from '../../checker/report.ts';
import { checkIds } from '../../course/check-ids.ts';
import { runBy } from '../../course/run-by.ts';
import { runFiles, type ExerciseBundle, type FileMap } from '../../course/workspace.ts';
import { codeName } from '../../progress/index.ts';
import { LastWords } from '../../runtimes/last-words.ts';
import { isPrinted, type Run, type Runtime } from '../../runtimes/runtime.ts';
import { OutputLog } from '../log/output-log.ts';
import { FetchProblem } from './fetch-json.ts';
import { Machine } from './machine.ts';
import type { RunEnd, SessionOptions, Task } from './options.ts';
import type { Shown } from './shown.ts';
import { follow, type SessionStatus } from './status.ts';
import { timedChecks } from './timed-checks.ts';
import type { UsualTimes } from './usual-times.ts';
import { Verdicts, type CheckStates } from './verdicts.ts';
import { warmUpsOf } from './warm-ups.ts';
import { WireLog } from './wire-log.ts';

export type { RunEnd, SessionOptions, Task } from './options.ts';

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
  readonly #verdicts: Verdicts;
  readonly #ended = signal<RunEnd | undefined>(undefined);
  readonly #recalled = signal(false);
  readonly #program: Signal<string>;
  readonly #since = signal<number | undefined>(undefined);
  readonly #fetchProblem = signal<FetchProblem | undefined>(undefined);
  /** As `since` counts: ms. */
  readonly now: () => number;
  readonly machine: Machine;
  readonly output: OutputLog;
  readonly wire = new WireLog();
  readonly #pki = signal<FileMap>({});
  #bundle: Promise<ExerciseBundle> | undefined;
  #current: Activity | undefined;
  #run: Run | undefined;
  #disposed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#ids = checkIds(options.exercise);
    this.#program = signal(runBy(options.exercise));
    this.now = options.now ?? (() => performance.now());
    this.machine = new Machine(options.loadRuntime, options.exercise.needs, {
      now: this.now,
      times: options.machineTimes,
    });
    this.output = new OutputLog(options.schedule);
    this.#verdicts = new Verdicts(this.#ids);
  }

  get status(): ReadonlySignal<SessionStatus> {
    return this.#status;
  }
  /** The task under way, or the last one: whose output the panel shows. */
  get task(): ReadonlySignal<Task | undefined> {
    return this.#task;
  }
  get checks(): ReadonlySignal<CheckStates> {
    return this.#verdicts.checks;
  }
  /** Of the last Check that came to an end. */
  get report(): ReadonlySignal<CheckReport | undefined> {
    return this.#verdicts.report;
  }
  /** The check that runs alone, or ran alone last and did not pass. */
  get alone(): ReadonlySignal<string | undefined> {
    return this.#verdicts.alone;
  }
  /** What is shown comes from an earlier page. */
  get recalled(): ReadonlySignal<boolean> {
    return this.#recalled;
  }
  /** What Run starts, or started last, by its name in the work folder. */
  get program(): ReadonlySignal<string> {
    return this.#program;
  }
  /** When the program or the checks under way were started, as `now` tells it. */
  get since(): ReadonlySignal<number | undefined> {
    return this.#since;
  }
  get times(): UsualTimes | undefined {
    return this.#options.times;
  }
  get ended(): ReadonlySignal<RunEnd | undefined> {
    return this.#ended;
  }
  /** The certificates and keys that the learner's programs have, by file name, once they have come. */
  get pki(): ReadonlySignal<FileMap> {
    return this.#pki;
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

  /** What a shell needs besides the learner's files. Rejects with what the bench then tells, or with the signal's reason. */
  async equip(signal: AbortSignal): Promise<{ runtime: Runtime; bundle: ExerciseBundle }> {
    this.#fetchProblem.value = undefined;
    this.machine.forgive();
    try {
      const bundle = await this.#loadBundle(signal);
      return { bundle, runtime: await this.machine.ready(signal) };
    } catch (error) {
      this.#failed(error, signal);
      throw error;
    }
  }

  /** Shows verdicts of an earlier visit on the code named `code`, where none have come since. */
  restore(statuses: Readonly<Record<string, CheckStatus>>, code: string): void {
    if (this.report.value || this.#status.value !== 'idle') return;
    this.#verdicts.restore(statuses, code);
  }

  /** What the panels show of the last task, for a page to come; undefined when there was none. */
  shown(): Shown | undefined {
    const task = this.#task.value;
    if (!task) return undefined;
    const { blocks, dropped } = this.output.view.value;
    const ended = this.#ended.value;
    return {
      task,
      blocks: blocks.map(({ stream, text }) => ({ stream, text })),
      dropped,
      ...(ended && { ended }),
      ...this.#verdicts.kept(),
    };
  }

  /** Shows what `shown` gave in an earlier page, where nothing has begun in this one. */
  recall(shown: Shown): void {
    if (this.#task.value) return;
    batch(() => {
      this.#task.value = shown.task;
      this.#recalled.value = true;
      this.output.recall(shown.blocks, shown.dropped);
      this.#ended.value = shown.ended;
      this.#verdicts.recall(shown);
    });
  }

  /** Runs a program of the work folder, the lesson's own unless told. */
  run(program = runBy(this.#options.exercise)): Promise<void> {
    this.#program.value = program;
    return this.#begin('run', async (runtime, bundle, work, signal) => {
      await runtime.mount(runFiles(work, bundle));
      signal.throwIfAborted();
      this.#move('running');
      const started = this.now();
      const lastWords = new LastWords();
      const run = runtime.run({
        program: `work/${program}`,
        interactive: true,
        signal,
        ...this.wire.begin('run', runtime, signal),
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
      this.#ended.value = { exit, program, ms: this.now() - started, lastWords: lastWords.text };
      if (exit.reason === 'lost' || exit.reason === 'not-started') this.machine.lost(exit.message ?? '');
    });
  }

  /**
   * Runs all checks, or first `alone`, with its legitimate twin where it is an attack: when that passes, all of them
   * follow. Only a run of all is a pass of the lesson.
   */
  check(alone?: string): Promise<void> {
    return this.#begin(
      'check',
      async (...needed) => {
        this.#move('checking');
        if (alone !== undefined) {
          if (!(await this.#judge(alone, ...needed))) return;
          this.output.clear();
          this.#verdicts.begin();
        }
        await this.#judge(undefined, ...needed);
      },
      alone,
    );
  }

  /** One run of all checks or of one; resolves with whether everything that ran has passed. */
  async #judge(alone: string | undefined, ...[runtime, bundle, work, signal]: Parameters<Work>): Promise<boolean> {
    const { limits, times, onVerdict } = this.#options;
    const code = codeName(work);
    const onEvent = (event: CheckEvent): void => {
      if (signal.aborted) return;
      if (event.type === 'output') this.output.push(event.stream, event.bytes);
      else this.#verdicts.take(event, code);
      this.wire.see(event);
    };
    const only = alone === undefined ? {} : { only: [alone] };
    const wire = this.wire.begin('check', runtime, signal);
    const rest = { ...only, ...wire, ...(limits && { limits }) };
    const request = { runtime, work, bundle, ids: this.#ids, signal, onEvent, ...rest };
    const report = await timedChecks(request, this.now, times);
    this.output.end();
    if (report.interruption?.kind === 'aborted') this.#verdicts.stop();
    if (signal.aborted) return false;
    const all = report.results.every(({ status }) => status === 'pass');
    if (all && alone !== undefined) return true;
    this.#verdicts.end(report);
    if (report.interruption?.kind === 'runtime') this.machine.lost(report.interruption.message ?? '');
    else onVerdict?.(report, work);
    return all;
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

  #begin(task: Task, work: Work, alone?: string) {
    if (this.#disposed) return Promise.resolve();
    const before = this.#current;
    before?.controller.abort();
    const controller = new AbortController();
    const { signal } = controller;
    const files = this.#options.work(task);
    batch(() => {
      this.#move('fetching');
      this.#task.value = task;
      this.#recalled.value = false;
      this.#fetchProblem.value = undefined;
      this.machine.forgive();
    });
    const perform = async (): Promise<void> => {
      // The old task may still mount its files: only when it is gone is the workspace ours.
      await before?.done;
      signal.throwIfAborted();
      this.#clear(task, alone);
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

  #clear(task: Task, alone?: string): void {
    batch(() => {
      this.output.clear();
      this.#ended.value = undefined;
      if (task === 'check') this.#verdicts.begin(alone);
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
      const bundle = await (signal ? Promise.race([loading, aborted(signal)]) : loading);
      this.#pki.value = bundle.pki;
      return bundle;
    } catch (error) {
      if (!signal?.aborted && this.#bundle === loading) this.#bundle = undefined;
      throw error;
    }
  }

  #move(next: SessionStatus): void {
    batch(() => {
      this.#status.value = follow(this.#status.value, next);
      if (next === 'running' || next === 'checking') this.#since.value = this.now();
      else if (next !== 'stopping') this.#since.value = undefined;
    });
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
