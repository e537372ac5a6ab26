import { RuntimeError, type BootProgress } from '../runtime.ts';
import type { ImageFacts, Purpose, Told, ToPage, ToWorker } from './messages.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';

export interface WorkerEvents {
  onProgress(progress: BootProgress): void;
  onTold(message: Told): void;
  /** The worker or its machine died after it had booted; the link is closed by then. */
  onLost(message: string): void;
}

/** The way to a worker: in a tab (web-worker.client.ts) or under Node (vm-runtime.server.ts). */
export interface Port {
  post(message: ToWorker): void;
  close(): void;
}

/** Starts a worker; throws a `RuntimeError` where there can be none. `onFailure` says what the worker died of. */
export type OpenPort = (onMessage: (message: ToPage) => void, onFailure: (what: string) => void) => Port;

/** One worker with one machine in it, from its boot to its end. */
export interface WorkerLink {
  readonly booted: Promise<ImageFacts>;
  post(message: ToWorker): void;
  close(): void;
}

/** Decompressing and restoring keep a slow computer's worker busy for seconds at a stretch. */
const BOOT_PING_MS = 12_000;
const START_HINT = 'Reload the page to try again.';

/** Starts a worker and boots the machine in it; `booted` rejects with a `RuntimeError`, and closes the link. */
export function openLink(open: OpenPort, purpose: Purpose, events: WorkerEvents, pingInterval?: number): WorkerLink {
  const { promise: booted, resolve, reject } = Promise.withResolvers<ImageFacts>();
  let state: 'booting' | 'up' | 'closed' = 'booting';

  function close(): void {
    state = 'closed';
    watchdog.stop();
    port.close();
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
      ping: () => port.post({ type: 'ping' }),
      onSilence: message => die(new RuntimeError('start-failed', message, START_HINT)),
      ...(interval === undefined ? {} : { interval }),
    });

  function fail(what: string): void {
    const message =
      state === 'up'
        ? `The emulator failed: ${what}. A program with machine code that it does not know can do that.`
        : `The machine's worker failed: ${what}.`;
    die(new RuntimeError('start-failed', message, START_HINT));
  }
  function receive(message: ToPage): void {
    watchdog.seen();
    if (state === 'closed') return;
    switch (message.type) {
      case 'progress':
        return events.onProgress(message.progress);
      case 'failed':
        return die(new RuntimeError(message.code, message.message, message.hint));
      case 'booted':
        state = 'up';
        watchdog.stop();
        watchdog = watch(pingInterval);
        return resolve(message.image);
      case 'pong':
        return;
      default:
        return events.onTold(message);
    }
  }

  let port: Port;
  try {
    port = open(receive, fail);
  } catch (error) {
    return { booted: Promise.reject(error as Error), post: () => {}, close: () => {} };
  }
  let watchdog = watch(BOOT_PING_MS);
  port.post({ type: 'boot', ...purpose });
  return { booted, post: message => port.post(message), close };
}
