import type { Exit, Run, RunRequest, Runtime } from '../runtime.ts';

export interface DeferredRun extends Run {
  /** Ends it, wherever it is. */
  stop(): void;
}

/** A run that begins once there is a runtime for it; it has `lost` when there will be none. */
export function deferRun(ready: Promise<Runtime>, request: RunRequest): DeferredRun {
  const stopped = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, stopped.signal]) : stopped.signal;
  const early: ((run: Run) => void)[] = [];
  let run: Run | undefined;
  const use = (what: (run: Run) => void): void => {
    if (run) what(run);
    else early.push(what);
  };

  async function begin(): Promise<Exit> {
    const aborted: Exit = { reason: 'aborted', code: null };
    const runtime = await Promise.race([ready, whenAborted(signal)]);
    if (!runtime || signal.aborted) return aborted;
    run = runtime.run({ ...request, signal });
    early.forEach(use);
    return await run.exit;
  }
  const exit = begin().catch((error: unknown): Exit => ({
    reason: 'lost',
    code: null,
    message: error instanceof Error ? error.message : String(error),
  }));
  return {
    exit,
    stop: () => stopped.abort(),
    write: data => use(begun => begun.write(data)),
    end: () => use(begun => begun.end()),
    interrupt() {
      if (run) run.interrupt();
      else stopped.abort();
    },
  };
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
