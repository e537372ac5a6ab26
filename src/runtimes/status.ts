import type { RuntimeStatus } from './runtime.ts';

export interface StatusKeeper {
  readonly current: RuntimeStatus;
  /** The one place where a status changes; `disposed` is final. */
  set(status: RuntimeStatus): void;
  listen(listener: (status: RuntimeStatus) => void): () => void;
}

/** Holds a runtime's status and tells listeners of each change, once. */
export function createStatus(): StatusKeeper {
  let current: RuntimeStatus = 'idle';
  const listeners = new Set<(status: RuntimeStatus) => void>();
  return {
    get current() {
      return current;
    },
    set(status) {
      if (status === current || current === 'disposed') return;
      current = status;
      for (const listener of [...listeners]) listener(status);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
