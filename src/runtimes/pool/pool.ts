import type { Runtime, RuntimeStatus } from '../runtime.ts';
import type { Candidate } from './choose.ts';

/** How long, in ms, a runtime waits for the next lesson's bench, which comes within a second if it comes at all. */
export const KEEP_MS = 60_000;

const BOOTING: readonly RuntimeStatus[] = ['downloading', 'starting'];
const UP: readonly RuntimeStatus[] = ['ready', 'running', 'resetting'];

/** Where runtimes wait between two lessons; each has no owner while it is here. */
export interface RuntimePool {
  /** Takes it, and stops what runs in it; one that is neither up nor booting is disposed of. */
  put(candidate: Candidate, runtime: Runtime): void;
  /** Gives it to a new owner. */
  take(candidate: Candidate): Runtime | undefined;
  /** What waits here, up or still booting. */
  readonly waiting: ReadonlyMap<Candidate, Runtime>;
  /** The one that is up. */
  readonly up: Candidate | undefined;
}

export function createRuntimePool(keepMs = KEEP_MS): RuntimePool {
  const waiting = new Map<Candidate, Runtime>();
  const timers = new Map<Candidate, ReturnType<typeof setTimeout>>();

  function take(candidate: Candidate): Runtime | undefined {
    const runtime = waiting.get(candidate);
    clearTimeout(timers.get(candidate));
    waiting.delete(candidate);
    return runtime;
  }

  return {
    put(candidate, runtime) {
      void take(candidate)?.dispose();
      if (![...BOOTING, ...UP].includes(runtime.status)) return void runtime.dispose();
      // A boot that nobody waits for is called off, and the owner before is about to leave.
      runtime.boot().catch(() => {});
      runtime.reset().catch(() => {});
      waiting.set(candidate, runtime);
      timers.set(
        candidate,
        setTimeout(() => void take(candidate)?.dispose(), keepMs),
      );
    },
    take,
    waiting,
    get up() {
      return [...waiting].find(([, { status }]) => UP.includes(status))?.[0];
    },
  };
}
