import { CAPABILITIES } from '../../course/capabilities.ts';
import { assertAlive, DISPOSED, type BootOptions } from '../alive.ts';
import { createOutputLimiter } from '../output-limit.ts';
import {
  STOP_GRACE_MS,
  type Capability,
  type Exit,
  type Files,
  type Run,
  type RunRequest,
  type Runtime,
} from '../runtime.ts';
import { createStatus } from '../status.ts';
import { assertFiles, assertRequest } from '../workspace-path.ts';
import { startChild, type Child } from './child.ts';
import { createWorkspaceFolder, removeWorkspaceFolder } from './workspace-folder.ts';

const ABORTED: Exit = { reason: 'aborted', code: null };
const ENDED: Exit = { reason: 'lost', code: null, message: DISPOSED };

interface ActiveRun extends Run {
  stop(exit: Exit): void;
}

/**
 * The seam over the real `node` that runs this program: a temporary folder for each run, a process group
 * killed at its end. It is no jail: only code of this project (tests, lesson proofs) may be given to it.
 */
export function createNodeRuntime(): Runtime {
  const status = createStatus();
  let files: Files = {};
  let active: ActiveRun | undefined;
  let capabilities: ReadonlySet<Capability> = new Set();

  async function boot({ signal, onProgress }: BootOptions = {}): Promise<void> {
    assertAlive(status, signal);
    onProgress?.({ stage: 'starting', done: 0, total: 0 });
    // Held by probe/probe.test.ts, which calls every one of them in this runtime.
    capabilities = new Set(CAPABILITIES);
    if (status.current === 'idle') status.set('ready');
  }

  async function mount(next: Files): Promise<void> {
    assertAlive(status);
    assertFiles(next);
    files = { ...next };
  }

  async function stopActive(exit: Exit): Promise<void> {
    active?.stop(exit);
    await active?.exit;
  }

  function run(request: RunRequest): Run {
    assertRequest(request);
    const before = active;
    before?.stop(ABORTED);
    const started = startRun(request, { ...files }, async () => {
      await before?.exit;
      await boot();
      status.set('running');
    });
    active = started;
    void started.exit.then(() => {
      if (active !== started) return;
      active = undefined;
      status.set('ready');
    });
    return started;
  }

  return {
    name: 'node',
    get status() {
      return status.current;
    },
    get capabilities() {
      return capabilities;
    },
    onStatus: status.listen,
    boot,
    mount,
    run,
    // It is as quick the first time.
    warmUp: () => {},
    reset: () => stopActive(ABORTED),
    openSession: 'Node has no terminals of its own, and a shell on this computer is no machine.',
    recordsWire: 'Only root may record what crosses this computer, and there is more on it than a run.',
    async dispose() {
      const stopped = stopActive(ENDED);
      status.set('disposed');
      await stopped;
    },
  };
}

/** One run from its folder to its exit; `prepare` resolves when it may start, or rejects when it cannot. */
function startRun(request: RunRequest, files: Files, prepare: () => Promise<void>): ActiveRun {
  const limiter = createOutputLimiter();
  const input: (string | Uint8Array | null)[] = [request.stdin ?? '', ...(request.interactive ? [] : [null])];
  let child: Child | undefined;
  let stopped: Exit | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;

  const stop = (exit: Exit): void => {
    stopped ??= exit;
    child?.kill();
  };
  const onAbort = (): void => stop(ABORTED);
  const interrupt = (): void => {
    if (!child) return stop(ABORTED);
    child.interrupt();
    grace ??= setTimeout(() => stop(ABORTED), STOP_GRACE_MS);
  };
  const send = (data: string | Uint8Array | null): void => {
    if (!child) input.push(data);
    else if (data === null) child.stdin.end();
    else if (child.stdin.writable) child.stdin.write(data);
  };

  async function execute(): Promise<Exit> {
    await prepare();
    if (stopped) return stopped;
    const root = await createWorkspaceFolder(files);
    try {
      if (stopped) return stopped;
      child = startChild(root, request, (stream, bytes) => {
        if (stopped) return;
        const kept = limiter.take(stream, bytes);
        if (kept.length > 0) request.onOutput?.(stream, kept);
        if (limiter.exit) stop(limiter.exit);
      });
      input.splice(0).forEach(send);
      const code = await child.ended;
      return stopped ?? (grace ? ABORTED : { reason: 'exited', code });
    } finally {
      clearTimeout(grace);
      await removeWorkspaceFolder(root);
    }
  }

  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted) onAbort();
  const exit = execute()
    .catch((error: unknown): Exit => ({
      reason: 'lost',
      code: null,
      message: `node could not be run: ${String(error)}`,
    }))
    .finally(() => request.signal?.removeEventListener('abort', onAbort));
  return { exit, stop, write: send, end: () => send(null), interrupt };
}
