import { signal, type ReadonlySignal } from '@preact/signals';

import type { Capability } from '../../course/capabilities.ts';
import type { LessonRuntime } from '../../runtimes/pool/lesson-runtime.ts';
import type { ChoiceView } from '../../runtimes/pool/chooser.ts';
import type { Preference } from '../../runtimes/pool/choose.ts';
import {
  RuntimeError,
  type BootProgress,
  type Runtime,
  type RuntimeErrorCode,
  type RuntimeName,
  type RuntimeStatus,
} from '../../runtimes/runtime.ts';
import type { UsualTimes } from './usual-times.ts';

export interface MachineTrouble {
  /** `no-code`: the runtime's own script did not come; `lacking`: it lacks what this exercise needs. */
  code: RuntimeErrorCode | 'no-code' | 'lacking' | 'unknown';
  message: string;
  hint: string;
  missing?: readonly Capability[];
}

export interface MachineState {
  status: RuntimeStatus;
  /** Which runtime it is, once that is known. */
  name?: RuntimeName;
  progress?: BootProgress;
  /** When it began to start, as `performance.now` tells it. */
  since?: number;
  trouble?: MachineTrouble;
  /** Why it is this one, where there is a choice. */
  choice?: ChoiceView;
}

/** What times a start: the page's clock, in ms, and what is remembered. */
export interface StartWatch {
  now(): number;
  times?: UsualTimes | undefined;
}

const NO_WATCH: StartWatch = { now: () => performance.now() };
const STARTING = 'starting';

/** The page's one runtime: fetched when it is wanted, watched, and told of in plain words when it fails. */
export class Machine {
  readonly #load: () => Promise<LessonRuntime>;
  readonly #needs: readonly Capability[];
  readonly #clock: StartWatch;
  readonly #state = signal<MachineState>({ status: 'idle' });
  #runtime: Promise<LessonRuntime> | undefined;
  #loaded: LessonRuntime | undefined;
  #disposed = false;

  constructor(load: () => Promise<LessonRuntime>, needs: readonly Capability[], watch: StartWatch = NO_WATCH) {
    this.#load = load;
    this.#needs = needs;
    this.#clock = watch;
  }

  /** How long it usually takes to start here, in ms. */
  get usual(): number | undefined {
    return this.#clock.times?.of(STARTING);
  }

  get state(): ReadonlySignal<MachineState> {
    return this.#state;
  }

  /**
   * Resolves with a runtime that is ready and can do what the exercise needs; after a failure the next call tries
   * again. Rejects with what `state` then tells as `trouble`, or with the signal's reason.
   */
  async ready(signal?: AbortSignal): Promise<Runtime> {
    signal?.throwIfAborted();
    try {
      const runtime = await this.#get();
      signal?.throwIfAborted();
      this.#update({ trouble: undefined });
      await runtime.boot({ signal, onProgress: progress => this.#update({ progress }) });
      const missing = this.#needs.filter(need => !runtime.capabilities.has(need));
      if (missing.length > 0) throw new Lacking(missing);
      return runtime;
    } catch (error) {
      signal?.throwIfAborted();
      this.#update({
        trouble: troubleOf(error),
        progress: undefined,
        ...(!(error instanceof Lacking) && { status: 'failed' }),
      });
      throw error;
    }
  }

  /** The reader prefers another runtime, or the same again; it is started at once. */
  async prefer(preference: Preference): Promise<void> {
    await (await this.#get()).prefer(preference);
    await this.ready();
  }

  /** A run found the runtime dead; the next one starts it again. */
  lost(message: string): void {
    this.#update({ trouble: { code: 'unknown', message, hint: '' } });
  }

  /** The reader goes on: an old trouble is no news any more. */
  forgive(): void {
    if (this.#state.value.trouble) this.#update({ trouble: undefined });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await (await this.#runtime?.catch(() => undefined))?.dispose();
  }

  /** Another lesson follows in this page and asks for a runtime at once: by then this one's has to be there to be taken. */
  leave(): void {
    this.#disposed = true;
    if (this.#loaded) this.#loaded.leave();
    else void this.dispose();
  }

  async #get(): Promise<LessonRuntime> {
    const loading = (this.#runtime ??= this.#load());
    try {
      const runtime = await loading;
      if (this.#disposed) await runtime.dispose();
      this.#loaded = runtime;
      this.#watch(runtime);
      return runtime;
    } catch (error) {
      if (this.#runtime === loading) this.#runtime = undefined;
      throw new NoCode(error instanceof Error ? error.message : String(error));
    }
  }

  readonly #watched = new WeakSet<LessonRuntime>();

  #watch(runtime: LessonRuntime): void {
    if (this.#watched.has(runtime)) return;
    this.#watched.add(runtime);
    this.#update({ status: runtime.status, name: runtime.name, choice: runtime.view });
    runtime.onStatus(status =>
      this.#update({
        status,
        name: runtime.name,
        since: this.#started(status),
        ...(status !== 'downloading' && status !== 'starting' && { progress: undefined }),
      }),
    );
    runtime.onView(choice => this.#update({ choice, name: runtime.name }));
  }

  /** Notes how long a start took; gives when the one that begins or goes on began. */
  #started(status: RuntimeStatus): number | undefined {
    const { since } = this.#state.value;
    if (status === 'starting') return since ?? this.#clock.now();
    if (status === 'ready' && since !== undefined) this.#clock.times?.note(STARTING, this.#clock.now() - since);
    return undefined;
  }

  #update(change: Partial<MachineState>): void {
    this.#state.value = { ...this.#state.value, ...change };
  }
}

class NoCode extends Error {}

class Lacking extends Error {
  readonly missing: readonly Capability[];
  constructor(missing: readonly Capability[]) {
    super(`the runtime lacks ${missing.join(', ')}`);
    this.missing = missing;
  }
}

function troubleOf(error: unknown): MachineTrouble {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Lacking) return { code: 'lacking', message, hint: '', missing: error.missing };
  if (error instanceof NoCode) return { code: 'no-code', message, hint: '' };
  if (error instanceof RuntimeError) return { code: error.code, message, hint: error.hint };
  return { code: 'unknown', message, hint: '' };
}
