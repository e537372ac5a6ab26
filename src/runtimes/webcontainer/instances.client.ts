import type { WebContainer } from '@webcontainer/api';

import type { BootOptions } from '../alive.ts';
import type { KeptProbe, ProbeKeeper } from '../probe/kept.ts';
import { RuntimeError, type BootProgress, type Files } from '../runtime.ts';
import type { StatusKeeper } from '../status.ts';
import { createAttempt, type Attempt } from '../vm/boot-attempt.ts';
import { askInstance } from './ask-instance.ts';
import type { FreshInstance, ReportWay } from './program.ts';
import { bootInstance, giveUp, type BootLimits, type ServiceOptions } from './service.client.ts';
import { requireSupport } from './support.ts';

export interface InstancesOptions {
  service: ServiceOptions;
  limits: BootLimits;
  keeper: ProbeKeeper;
  /** The workspace in which the probe runs. */
  probe: () => Promise<Files>;
  status: StatusKeeper;
}

/** The instances of one runtime, of which a page can have one at a time; each change shows in the status. */
export interface Instances {
  /** What the probe told, now or on an earlier visit. */
  readonly known: KeptProbe | undefined;
  /** Whether one is up, or on its way. */
  readonly wanted: boolean;
  /** Waits for the one that is on its way, or asks for one. */
  ready(options?: BootOptions): Promise<void>;
  /** Waits for the one that is on its way, if there is one. */
  settled(): Promise<void>;
  /** The one that is up, for one program. */
  take(): FreshInstance;
  /** Throws it away and gets another one ready for the next run. */
  renew(): void;
  /** Throws it away. */
  forget(next: 'idle' | 'failed'): void;
  /** Throws it away, and tells those who wait for one why there will be none. */
  end(why: Error): void;
}

type Meanwhile = 'downloading' | 'resetting';

export function createInstances({ service, limits, keeper, probe, status }: InstancesOptions): Instances {
  let instance: WebContainer | undefined;
  let attempt: Attempt<void> | undefined;
  let known: KeptProbe | undefined;

  function open(meanwhile: Meanwhile): Attempt<void> {
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
    meanwhile: Meanwhile,
    isWanted: () => boolean,
    tell: (progress: BootProgress) => void,
  ): Promise<void> {
    // The attempt has to exist before it is told of.
    await Promise.resolve();
    requireSupport(globalThis);
    tell({ stage: 'downloading', done: 0, total: 0 });
    const onAnswer = (): void => {
      if (meanwhile === 'downloading' && isWanted()) status.set('starting');
      tell({ stage: 'starting', done: 0, total: 0 });
    };
    const fresh = async (): Promise<WebContainer> => {
      const booted = await bootInstance(service, onAnswer, limits);
      if (isWanted()) return booted;
      tearDown(booted);
      throw new RuntimeError('disposed', 'The page no longer waits for WebContainer.');
    };
    instance = await fresh();
    known ??= keeper.get() ?? (await learn(fresh));
  }

  /** Calls everything once. What the probe leaves behind is thrown away with its instance. */
  async function learn(fresh: () => Promise<WebContainer>): Promise<KeptProbe> {
    const workspace = await probe();
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

  return {
    get known() {
      return known;
    },
    get wanted() {
      return attempt !== undefined;
    },
    ready: async ({ signal, onProgress } = {}) => (attempt ?? open('downloading')).join(signal, onProgress),
    settled: async () => attempt?.join(),
    take: () => ({ instance: instance!, report: known!.notes['report'] as ReportWay }),
    renew() {
      release();
      open('resetting');
    },
    forget,
    end(why) {
      attempt?.fail(why);
      release();
    },
  };
}

/** It answers when it likes; the next boot waits for it, within its limit. */
function tearDown(instance: WebContainer): void {
  try {
    instance.teardown();
  } catch {
    // It was torn down already.
  }
}
