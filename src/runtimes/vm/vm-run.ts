import type { Exit, Recorded, Run, RunRequest } from '../runtime.ts';
import type { OutputChunk, ToWorker } from './messages.ts';

/** A run as the page sees it: waiting until `send` takes it to a worker, then running, then ended. */
export interface VmRun extends Run {
  readonly id: number;
  /** Tells the worker to start it, and from then on what is written to it. */
  send(post: (message: ToWorker) => void, start: ToWorker): void;
  output(chunks: readonly OutputChunk[]): void;
  wire(news: Recorded): void;
  /** Kills it: at once when it waits, by way of the worker when it runs. */
  stop(): void;
  /** It has ended; later calls change nothing. */
  settle(exit: Exit): void;
  readonly ended: boolean;
}

export function createVmRun(id: number, { signal, onOutput, onWire }: RunRequest): VmRun {
  const { promise: exit, resolve } = Promise.withResolvers<Exit>();
  let post: ((message: ToWorker) => void) | undefined;
  const early: ToWorker[] = [];
  let stopped = false;
  let ended = false;

  function settle(how: Exit): void {
    if (ended) return;
    ended = true;
    signal?.removeEventListener('abort', stop);
    resolve(how);
  }
  function stop(): void {
    if (stopped || ended) return;
    stopped = true;
    if (post) post({ type: 'stop', id });
    else settle({ reason: 'aborted', code: null });
  }
  function interrupt(): void {
    if (stopped || ended) return;
    if (post) post({ type: 'interrupt', id });
    else stop();
  }
  function input(data: string | Uint8Array, ends: boolean): void {
    if (ended) return;
    const message: ToWorker = { type: 'input', id, data, ends };
    if (post) post(message);
    else early.push(message);
  }

  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  return {
    id,
    exit,
    send(to, start) {
      post = to;
      for (const message of [start, ...early]) post(message);
    },
    output(chunks) {
      for (const [stream, bytes] of chunks) if (!stopped && !ended) onOutput?.(stream, bytes);
    },
    wire(news) {
      if (!stopped && !ended) onWire?.(news);
    },
    stop,
    settle,
    write: data => input(data, false),
    end: () => input('', true),
    interrupt,
    get ended() {
      return ended;
    },
  };
}
