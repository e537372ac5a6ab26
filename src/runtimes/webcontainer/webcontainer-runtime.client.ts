import type { WebContainer } from '@webcontainer/api';

import type { KeptProbe, ProbeKeeper } from '../probe/kept.ts';
import {
  RuntimeError,
  type BootProgress,
  type Capability,
  type Exit,
  type Files,
  type Run,
  type RunRequest,
  type Runtime,
} from '../runtime.ts';
import { createStatus } from '../status.ts';
import { createAttempt, type Attempt } from '../vm/boot-attempt.ts';
import { assertFiles, assertRequest } from '../workspace-path.ts';
import { askInstance } from './ask-instance.ts';
import { webContainerKeeper } from './keeper.ts';
import { DEFAULT_ORIGIN } from './origin.ts';
import { startProgram, type Program, type ReportWay } from './program.ts';
import { BOOT_LIMITS, bootInstance, giveUp, type BootLimits, type ServiceOptions } from './service.client.ts';
import { requireSupport } from './support.ts';

export interface WebContainerOptions extends Partial<ServiceOptions> {
  /** The workspace in which the probe runs (`probeWorkspace`); asked for only when nothing is kept. */
  probe: () => Promise<Files>;
  keeper?: ProbeKeeper;
  limits?: BootLimits;
}

export interface WebContainerRuntime extends Runtime {
  /** What the probe told, now or on an earlier visit; undefined before `boot` has resolved. */
  readonly known: KeptProbe | undefined;
}

const DISPOSED = 'The runtime was disposed.';

/**
 * Node in the WebContainer service's frame. Every run has an instance of its own: the one before is torn down, which
 * alone is sure to end all that a program started and to remove all that it wrote.
 */
export function createWebContainerRuntime(options: WebContainerOptions): WebContainerRuntime {
  const { origin = DEFAULT_ORIGIN, apiKey, limits = BOOT_LIMITS, keeper = webContainerKeeper(origin) } = options;
  const service: ServiceOptions = { origin, ...(apiKey === undefined ? {} : { apiKey }) };
  const status = createStatus();
  let files: Files = {};
  let instance: WebContainer | undefined;
  let attempt: Attempt<void> | undefined;
  let known: KeptProbe | undefined;
  let active: Program | undefined;

  function open(meanwhile: 'downloading' | 'resetting'): Attempt<void> {
    status.set(meanwhile);
    const isWanted = (): boolean => attempt === made;
    const tell = (progress: BootProgress): void => made.progress(progress);
    const made: Attempt<void> = createAttempt(bringUp(meanwhile, isWanted, tell), () => {});
    attempt = made;
    made.result.then(
      () => {
        if (attempt === made) status.set('ready');
      },
      () => {
        if (attempt === made) forget('failed');
      },
    );
    return made;
  }

  async function bringUp(
    meanwhile: 'downloading' | 'resetting',
    isWanted: () => boolean,
    tell: (progress: BootProgress) => void,
  ): Promise<void> {
    // The attempt has to exist before it is told of.
    await Promise.resolve();
    requireSupport(globalThis);
    tell({ stage: 'downloading', done: 0, total: 0 });
    const fresh = async (): Promise<WebContainer> => {
      const booted = await bootInstance(
        service,
        () => {
          if (meanwhile === 'downloading' && isWanted()) status.set('starting');
          tell({ stage: 'starting', done: 0, total: 0 });
        },
        limits,
      );
      if (isWanted()) return booted;
      tearDown(booted);
      throw new RuntimeError('disposed', 'The page no longer waits for WebContainer.');
    };
    instance = await fresh();
    known ??= keeper.get() ?? (await learn(fresh));
  }

  /** Calls everything once. What the probe leaves behind is thrown away with its instance. */
  async function learn(fresh: () => Promise<WebContainer>): Promise<KeptProbe> {
    const workspace = await options.probe();
    for (const report of ['descriptor', 'marked'] as const) {
      const told = await askInstance(instance!, workspace, report, giveUp);
      tearDown(instance!);
      instance = undefined;
      instance = await fresh();
      if (told.node === undefined) continue;
      keeper.keep(told, { report });
      return { ...told, notes: { report }, at: Date.now() };
    }
    throw new RuntimeError('start-failed', 'WebContainer started, but no program of Node told anything in it.');
  }

  async function freshInstance(before: Program | undefined, program: () => Program) {
    await before?.exit;
    // The run before may be the reason for a restart that is still under way.
    await boot();
    if (!program().ended) status.set('running');
    return { instance: instance!, report: known!.notes['report'] as ReportWay };
  }

  async function boot({
    signal,
    onProgress,
  }: {
    signal?: AbortSignal;
    onProgress?: (progress: BootProgress) => void;
  } = {}): Promise<void> {
    if (status.current === 'disposed') throw new RuntimeError('disposed', DISPOSED);
    signal?.throwIfAborted();
    await (attempt ?? open('downloading')).join(signal, onProgress);
  }

  function run(request: RunRequest): Run {
    assertRequest(request);
    const before = active;
    before?.stop({ reason: 'aborted', code: null });
    const started = startProgram({
      request,
      files,
      instance: () => freshInstance(before, () => started),
      onSilence: message => {
        giveUp(message);
        forget('failed');
      },
    });
    active = started;
    void started.exit.then(() => {
      if (active === started) active = undefined;
      if (status.current === 'running') renew();
    });
    return started;
  }

  /** Throws the instance away and gets another one ready for the next run. */
  function renew(): void {
    release();
    open('resetting');
  }

  function release(): void {
    const used = instance;
    instance = undefined;
    attempt = undefined;
    if (used) tearDown(used);
  }

  function forget(next: 'idle' | 'failed'): void {
    release();
    status.set(next);
  }

  /** The page is left, perhaps to be come back to: the service's memory is given back. */
  function leave(): void {
    active?.stop({ reason: 'lost', code: null, message: 'The page was left.' });
    if (status.current !== 'idle') forget('idle');
  }
  globalThis.addEventListener?.('pagehide', leave);

  return {
    name: 'webcontainer',
    get status() {
      return status.current;
    },
    get capabilities(): ReadonlySet<Capability> {
      return new Set(attempt ? proved(known) : []);
    },
    get known() {
      return known;
    },
    onStatus: status.listen,
    boot,
    async mount(next) {
      if (status.current === 'disposed') throw new RuntimeError('disposed', DISPOSED);
      assertFiles(next);
      files = { ...next };
    },
    run,
    // Each run has an instance of its own: nothing would be left of what was warmed.
    warmUp: () => {},
    async reset() {
      active?.stop({ reason: 'aborted', code: null });
      await active?.exit;
      await attempt?.join();
    },
    // A page may boot one instance, and each run takes a new one (service.client.ts).
    openSession: 'WebContainer gives a page one instance, which every run replaces.',
    async dispose() {
      globalThis.removeEventListener?.('pagehide', leave);
      attempt?.fail(new RuntimeError('disposed', DISPOSED));
      active?.stop({ reason: 'lost', code: null, message: DISPOSED } satisfies Exit);
      status.set('disposed');
      release();
    },
  };
}

function proved(known: KeptProbe | undefined): Capability[] {
  return [...(known?.proofs ?? [])].filter(([, { ok }]) => ok).map(([capability]) => capability);
}

/** It answers when it likes; the next boot waits for it, within its limit. */
function tearDown(instance: WebContainer): void {
  try {
    instance.teardown();
  } catch {
    // It was torn down already.
  }
}
