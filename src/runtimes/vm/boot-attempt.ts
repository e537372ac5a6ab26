import type { BootProgress } from '../runtime.ts';

/** One boot that several callers may wait for, each with its own signal and progress listener. */
export interface Attempt<T> {
  readonly result: Promise<T>;
  /** Waits for the result; rejects early with the signal's reason. The last one to leave cancels the boot. */
  join(signal?: AbortSignal, onProgress?: (progress: BootProgress) => void): Promise<void>;
  progress(progress: BootProgress): void;
  /** Ends it for everybody, whatever becomes of the boot. */
  fail(error: Error): void;
}

export function createAttempt<T>(work: Promise<T>, cancel: () => void): Attempt<T> {
  const { promise: result, resolve, reject } = Promise.withResolvers<T>();
  const listeners = new Set<(progress: BootProgress) => void>();
  let last: BootProgress | undefined;
  let waiting = 0;
  let done = false;
  const end = (how: () => void): void => {
    done = true;
    how();
  };
  work.then(
    value => end(() => resolve(value)),
    (error: Error) => end(() => reject(error)),
  );
  // A failed boot is told to those who join; there may be none.
  result.catch(() => {});

  return {
    result,
    async join(signal, onProgress) {
      waiting++;
      if (onProgress) {
        listeners.add(onProgress);
        if (last) onProgress(last);
      }
      try {
        await (signal ? Promise.race([result, rejected(signal)]) : result);
      } finally {
        waiting--;
        if (onProgress) listeners.delete(onProgress);
        if (waiting === 0 && !done) cancel();
      }
    },
    progress(progress) {
      last = progress;
      for (const listener of listeners) listener(progress);
    },
    fail: error => end(() => reject(error)),
  };
}

function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
