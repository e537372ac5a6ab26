import { CAPABILITIES, type Capability } from '../../course/capabilities.ts';
import {
  RuntimeError,
  type BootProgress,
  type Exit,
  type Files,
  type WarmUpProgram,
  type Run,
  type RunRequest,
  type Runtime,
} from '../runtime.ts';
import type { Session, SessionRequest } from '../session.ts';
import { createStatus } from '../status.ts';
import { assertFiles, assertRequest } from '../workspace-path.ts';
import { createAttempt, type Attempt } from './boot-attempt.ts';
import type { ImageFacts, Told, ToWorker } from './messages.ts';
import type { WarmUpPayload } from './warm-up.ts';
import { createVmRun, type VmRun } from './vm-run.ts';
import { openLink, type OpenPort, type WorkerLink } from './link.ts';
import { openVmSession, type VmSession } from './vm-session.ts';

export interface VmOptions {
  /** Address of the folder that holds manifest.json, ending in a slash. */
  base: string;
  /** Milliseconds between the pings that tell whether the worker still lives. */
  pingInterval?: number;
}

/** Where the machine runs. */
export interface VmPlace {
  open: OpenPort;
  /** Tells whether there is time for work nobody waits for, now and on every change; returns what ends it. */
  watchSpareTime: (tell: (spare: boolean) => void) => () => void;
}

export interface VmRuntime extends Runtime {
  /** Facts of the last boot, for those who measure. */
  readonly image: ImageFacts | undefined;
  /** Guest instructions of the last run that ended. */
  readonly instructions: number;
}

const DISPOSED = 'The runtime was disposed.';

/** Real Node in a Linux machine that v86 emulates in a worker. */
export function createVmRuntimeIn(
  { open: openPort, watchSpareTime }: VmPlace,
  { base, pingInterval }: VmOptions,
): VmRuntime {
  const status = createStatus();
  let files: Files = {};
  let link: WorkerLink | undefined;
  let attempt: Attempt<ImageFacts> | undefined;
  let image: ImageFacts | undefined;
  /** The latest run, and the one the worker has: the latest may still wait for the end of that one. */
  let active: VmRun | undefined;
  let running: VmRun | undefined;
  let runs = 0;
  let instructions = 0;
  let warmUps: readonly WarmUpProgram[] = [];
  let spare = false;
  let unwatch: (() => void) | undefined;
  const sessions = new Set<VmSession>();

  function open(): Attempt<ImageFacts> {
    const opened = openLink(
      openPort,
      { base, use: 'runs' },
      {
        onProgress(progress) {
          status.set(progress.stage);
          made.progress(progress);
        },
        onTold: receive,
        onLost: lose,
      },
      pingInterval,
    );
    const made: Attempt<ImageFacts> = createAttempt(opened.booted, () => {
      opened.close();
      forget('idle');
    });
    link = opened;
    attempt = made;
    status.set('downloading');
    opened.booted.then(
      facts => {
        image = facts;
        status.set('ready');
        unwatch ??= watchSpareTime(now => {
          spare = now;
          tellSpare();
        });
        tellWarmUps();
      },
      () => {
        if (link === opened) forget('failed');
      },
    );
    return made;
  }

  function receive(message: Told): void {
    if (message.type === 'ready' && !running) status.set('ready');
    if (message.type === 'output' && running?.id === message.id) running.output(message.chunks);
    if (message.type === 'wire' && running?.id === message.id) running.wire(message.news);
    if (message.type !== 'exit') return;
    ({ instructions } = message);
    if (running?.id !== message.id) return;
    status.set('resetting');
    endRunning(message.exit);
  }

  /** The worker rests until it is told that there is time. */
  function tellSpare(): void {
    if (warmUps.length > 0) link?.post({ type: 'rest', resting: !spare });
  }
  function tellWarmUps(): void {
    if (!image || warmUps.length === 0) return;
    tellSpare();
    link?.post({ type: 'warm up', programs: warmUps.map(toWarmUp) });
  }

  function forget(next?: 'idle' | 'failed'): void {
    link = undefined;
    attempt = undefined;
    if (next) status.set(next);
  }

  /** The run under way ends as lost; the machine is replaced, so that the next run works. */
  function lose(message: string): void {
    forget();
    open().result.catch(() => {});
    endRunning({ reason: 'lost', code: null, message });
  }

  function endRunning(exit: Exit): void {
    const ended = running;
    running = undefined;
    ended?.settle(exit);
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
    await (attempt ?? open()).join(signal, onProgress);
  }

  async function start(run: VmRun, request: RunRequest, mounted: Files): Promise<void> {
    await running?.exit;
    if (run.ended) return;
    try {
      await boot();
    } catch (error) {
      run.settle({ reason: 'lost', code: null, message: error instanceof Error ? error.message : String(error) });
    }
    if (run.ended) return;
    running = run;
    status.set('running');
    run.send(message => link?.post(message), startMessage(run.id, request, mounted));
  }

  function run(request: RunRequest): Run {
    assertRequest(request);
    active?.stop();
    const started = createVmRun(++runs, request);
    active = started;
    void started.exit.then(() => {
      if (active === started) active = undefined;
    });
    void start(started, request, files);
    return started;
  }

  function openSession(request: SessionRequest): Session {
    const opened = openVmSession(
      { open: openPort, base, ...(pingInterval === undefined ? {} : { pingInterval }) },
      { ...request, env: { ...readersZone(), ...request.env } },
    );
    sessions.add(opened);
    void opened.exit.then(() => sessions.delete(opened));
    if (status.current === 'disposed') opened.settle({ reason: 'lost', code: null, message: DISPOSED });
    return opened;
  }

  async function reset(): Promise<void> {
    active?.stop();
    await running?.exit;
    if (status.current === 'resetting') await becomes(status, 'ready');
  }

  return {
    name: 'vm',
    get status() {
      return status.current;
    },
    // Held by e2e/machine/machine.spec.ts, which calls every one of them in the machine.
    get capabilities(): ReadonlySet<Capability> {
      return new Set(image ? CAPABILITIES : []);
    },
    get image() {
      return image;
    },
    get instructions() {
      return instructions;
    },
    onStatus: status.listen,
    boot,
    async mount(next) {
      if (status.current === 'disposed') throw new RuntimeError('disposed', DISPOSED);
      assertFiles(next);
      files = { ...next };
    },
    run,
    warmUp(programs) {
      warmUps = programs;
      tellWarmUps();
    },
    reset,
    openSession,
    recordsWire: true,
    async dispose() {
      unwatch?.();
      attempt?.fail(new RuntimeError('disposed', DISPOSED));
      link?.close();
      link = undefined;
      status.set('disposed');
      for (const each of [running, active, ...sessions])
        each?.settle({ reason: 'lost', code: null, message: DISPOSED });
    },
  };
}

function startMessage(id: number, request: RunRequest, files: Files): ToWorker {
  return { type: 'run', id, request: { ...payloadOf(request, files), record: request.onWire !== undefined } };
}

/** Most runs are recorded, which wants to be warm too. */
function toWarmUp({ files, ...request }: WarmUpProgram): WarmUpPayload {
  return { ...payloadOf(request, files), record: true };
}

function payloadOf(request: RunRequest, files: Files): WarmUpPayload {
  const { program, args = [], cwd = 'work', env = {}, stdin, interactive = false } = request;
  return {
    program,
    args,
    cwd,
    env: { ...readersZone(), ...env },
    interactive,
    files,
    ...(stdin === undefined ? {} : { stdin }),
  };
}

/** The machine is in UTC until a program is told otherwise. */
function readersZone(): { TZ?: string } {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone && timeZone !== 'UTC' ? { TZ: timeZone } : {};
}

/** Resolves when the status is `wanted`, or one from which it will not become so by itself. */
function becomes(status: ReturnType<typeof createStatus>, wanted: 'ready'): Promise<void> {
  return new Promise(resolve => {
    const stop = status.listen(now => {
      if (now !== wanted && now !== 'failed' && now !== 'disposed') return;
      stop();
      resolve();
    });
  });
}
