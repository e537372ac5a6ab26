export interface Watchdog {
  /** To be called with every sign of life. */
  seen(): void;
  stop(): void;
}

export interface WatchdogOptions {
  ping: () => void;
  onSilence: (message: string) => void;
  /** Milliseconds between two pings. */
  interval?: number;
}

/** Pings without any answer after which the other side counts as hung. */
const MISSES = 5;

/**
 * Pings the worker and tells once when it has stopped answering. It counts pings, not time: in a hidden tab, or
 * after the computer slept, timers come late for both sides, and lateness is no silence.
 */
export function createWatchdog({ ping, onSilence, interval = 2_000 }: WatchdogOptions): Watchdog {
  let missed = 0;
  const timer = setInterval(() => {
    if (missed === MISSES) {
      clearInterval(timer);
      onSilence(`The machine's worker left ${MISSES} pings, ${interval / 1000} s apart, without an answer.`);
      return;
    }
    missed++;
    ping();
  }, interval);
  return {
    seen() {
      missed = 0;
    },
    stop: () => clearInterval(timer),
  };
}
