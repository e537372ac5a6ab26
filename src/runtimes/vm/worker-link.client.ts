import { RuntimeError, type BootProgress, type Exit } from '../runtime.ts';
import type { ImageFacts, OutputChunk, ToPage, ToWorker } from './messages.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';

export interface WorkerEvents {
  onProgress(progress: BootProgress): void;
  onOutput(id: number, chunks: OutputChunk[]): void;
  onExit(id: number, exit: Exit, instructions: number): void;
  /** The machine is fresh again after a run. */
  onReady(): void;
  /** The worker or its machine died after it had booted; the link is closed by then. */
  onLost(message: string): void;
}

/** One worker with one machine in it, from its boot to its end. */
export interface WorkerLink {
  readonly booted: Promise<ImageFacts>;
  post(message: ToWorker): void;
  close(): void;
}

/** Decompressing and restoring keep a slow computer's worker busy for seconds at a stretch. */
const BOOT_PING_MS = 12_000;
const START_HINT = 'Reload the page to try again.';

function unsupported(): WorkerLink {
  const error = new RuntimeError(
    'not-supported',
    'This browser has no Web Workers, in which the machine runs.',
    'Use a current Firefox, Chrome, Edge or Safari.',
  );
  return { booted: Promise.reject(error), post: () => {}, close: () => {} };
}

/** Starts a worker and boots the machine in it; `booted` rejects with a `RuntimeError`, and closes the link. */
export function openWorker(base: string, events: WorkerEvents, pingInterval?: number): WorkerLink {
  if (typeof Worker === 'undefined') return unsupported();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'machine' });
  const { promise: booted, resolve, reject } = Promise.withResolvers<ImageFacts>();
  let state: 'booting' | 'up' | 'closed' = 'booting';

  function close(): void {
    state = 'closed';
    watchdog.stop();
    worker.terminate();
  }
  function die(error: RuntimeError): void {
    if (state === 'closed') return;
    const wasUp = state === 'up';
    close();
    if (wasUp) events.onLost(error.message);
    else reject(error);
  }
  const watch = (interval: number | undefined): Watchdog =>
    createWatchdog({
      ping: () => worker.postMessage({ type: 'ping' } satisfies ToWorker),
      onSilence: message => die(new RuntimeError('start-failed', message, START_HINT)),
      ...(interval === undefined ? {} : { interval }),
    });
  let watchdog = watch(BOOT_PING_MS);

  worker.onerror = event => {
    event.preventDefault();
    const what = event.message || 'its program could not be loaded';
    const message =
      state === 'up'
        ? `The emulator failed: ${what}. A program with machine code that it does not know can do that.`
        : `The machine's worker failed: ${what}.`;
    die(new RuntimeError('start-failed', message, START_HINT));
  };
  worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
    watchdog.seen();
    if (state === 'closed') return;
    switch (data.type) {
      case 'progress':
        return events.onProgress(data.progress);
      case 'output':
        return events.onOutput(data.id, data.chunks);
      case 'exit':
        return events.onExit(data.id, data.exit, data.instructions);
      case 'ready':
        return events.onReady();
      case 'failed':
        return die(new RuntimeError(data.code, data.message, data.hint));
      case 'booted':
        state = 'up';
        watchdog.stop();
        watchdog = watch(pingInterval);
        return resolve(data.image);
      case 'pong':
        return;
    }
  };
  const post = (message: ToWorker): void => worker.postMessage(message);
  post({ type: 'boot', base });
  return { booted, post, close };
}
