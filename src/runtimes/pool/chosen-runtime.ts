import type { Capability } from '../../course/capabilities.ts';
import { assertAlive, DISPOSED, type BootOptions } from '../alive.ts';
import { RuntimeError, type Files, type WarmUpProgram, type Run, type RunRequest, type Runtime } from '../runtime.ts';
import { createStatus } from '../status.ts';
import { createAttempt, type Attempt } from '../vm/boot-attempt.ts';
import { assertFiles, assertRequest } from '../workspace-path.ts';
import { createChooser, type Chooser, type ChooserOptions, type Chosen } from './chooser.ts';
import type { Preference } from './choose.ts';
import { deferRun, type DeferredRun } from './deferred-run.ts';

export interface ChosenRuntime extends Runtime, Pick<Chooser, 'view' | 'onView'> {
  /** The reader's preference from now on. Where it changes the choice, what runs is lost; the next boot follows it. */
  prefer(reader: Preference): Promise<void>;
}

/** One runtime out of several, as choose.ts says; when the one that is up fails, the next boot goes on to another. */
export function createChosenRuntime(options: ChooserOptions): ChosenRuntime {
  const chooser = createChooser(options);
  const status = createStatus();
  let files: Files = {};
  let warmUps: readonly WarmUpProgram[] = [];
  let current: Chosen | undefined;
  let attempt: Attempt<Chosen> | undefined;
  let giveUp = (_reason: Error): void => {};
  let waiting: DeferredRun | undefined;
  let unfollow = (): void => {};

  /** From now on this runtime's status is ours, but for its end: we go on without it. */
  function follow(runtime: Runtime): void {
    unfollow();
    status.set(runtime.status);
    unfollow = runtime.onStatus(now => {
      if (now !== 'disposed') status.set(now);
    });
  }

  function open(): Attempt<Chosen> {
    const controller = new AbortController();
    const work = chooser
      .bring({
        signal: controller.signal,
        onBegin: follow,
        onProgress: progress => made.progress(progress),
      })
      .then(async chosen => {
        if (controller.signal.aborted) {
          await chosen.runtime.dispose();
          throw controller.signal.reason as Error;
        }
        current = chosen;
        follow(chosen.runtime);
        await chosen.runtime.mount(files);
        chosen.runtime.warmUp(warmUps);
        return chosen;
      });
    const made = createAttempt(work, () => drop('idle', new Error('Nobody waits for it any more.')));
    giveUp = reason => {
      made.fail(reason);
      controller.abort(reason);
    };
    attempt = made;
    made.result.catch((error: Error) => {
      if (attempt === made) drop('failed', error);
    });
    return made;
  }

  /** The next boot begins anew. */
  function drop(next: 'idle' | 'failed' | 'disposed', reason: Error): void {
    const runtime = current?.runtime;
    attempt = undefined;
    current = undefined;
    unfollow();
    giveUp(reason);
    void runtime?.dispose();
    status.set(next);
    chooser.released();
  }

  async function boot({ signal, onProgress }: BootOptions = {}): Promise<void> {
    assertAlive(status, signal);
    const before = current;
    if (before) {
      try {
        return await before.runtime.boot({ signal, onProgress });
      } catch (error) {
        signal?.throwIfAborted();
        if (current === before) {
          chooser.failed(before.candidate, error);
          drop('idle', error as Error);
        }
      }
    }
    await (attempt ?? open()).join(signal, onProgress);
  }

  function booted(): Runtime {
    if (!current) throw new RuntimeError('disposed', DISPOSED);
    return current.runtime;
  }

  function run(request: RunRequest): Run {
    assertRequest(request);
    waiting?.stop();
    waiting = undefined;
    if (current && current.runtime.status !== 'failed') return current.runtime.run(request);
    waiting = deferRun(boot().then(booted), request);
    return waiting;
  }

  return {
    get name() {
      return current?.candidate ?? chooser.view.running ?? chooser.view.order[0] ?? 'vm';
    },
    get status() {
      return status.current;
    },
    get capabilities() {
      return current?.runtime.capabilities ?? new Set<Capability>();
    },
    get view() {
      return chooser.view;
    },
    onStatus: status.listen,
    onView: chooser.onView,
    boot,
    async mount(next) {
      assertAlive(status);
      assertFiles(next);
      files = { ...next };
      await current?.runtime.mount(files);
    },
    run,
    warmUp(programs) {
      warmUps = programs;
      current?.runtime.warmUp(programs);
    },
    async reset() {
      waiting?.stop();
      await waiting?.exit;
      await current?.runtime.reset();
    },
    get openSession() {
      return current?.runtime.openSession ?? 'No runtime is up yet.';
    },
    get recordsWire() {
      return current?.runtime.recordsWire ?? 'No runtime is up yet.';
    },
    async prefer(reader) {
      chooser.prefer(reader);
      const {
        order: [wanted],
        running,
      } = chooser.view;
      if (status.current === 'disposed' || running === undefined || running === wanted) return;
      drop('idle', new Error('Another runtime was asked for.'));
    },
    async dispose() {
      const runtime = current?.runtime;
      drop('disposed', new RuntimeError('disposed', DISPOSED));
      await runtime?.dispose();
    },
  };
}
