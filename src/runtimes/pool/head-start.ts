import type { BootProgress, Runtime } from '../runtime.ts';

/**
 * In milliseconds from the beginning: a first runtime that has heard nothing of what it needs by `unheard` (it is still
 * `downloading` then) gets company; one that has is waited for until `unready`.
 */
export interface HeadStart {
  unheard: number;
  unready: number;
}

export interface Race {
  first: Runtime;
  second?: Runtime;
  headStart: HeadStart;
  /** Throws when a runtime that is up cannot be used. */
  accept: (runtime: Runtime) => void;
  /** Called when a runtime begins to boot; from then on progress is its own. */
  onBegin: (runtime: Runtime) => void;
  signal?: AbortSignal;
  onProgress?: (progress: BootProgress) => void;
}

export interface Outcome {
  winner?: Runtime;
  /** Why a runtime did not win; a loser without an error was only slower. */
  errors: ReadonlyMap<Runtime, unknown>;
}

/**
 * Boots two runtimes as RFC 8305 (Happy Eyeballs) connects to two addresses: the first has a head start, then both
 * go on. Whichever is ready first wins, but a first one that shows life keeps its right to be waited for. The loser
 * is disposed of. Rejects only with the signal's reason.
 */
export async function bootWithHeadStart({
  first,
  second,
  headStart,
  accept,
  onBegin,
  signal,
  onProgress,
}: Race): Promise<Outcome> {
  const errors = new Map<Runtime, unknown>();
  let latest = first;
  let winner: Runtime | undefined;

  async function up(runtime: Runtime): Promise<Runtime | undefined> {
    latest = runtime;
    onBegin(runtime);
    try {
      await runtime.boot({
        signal,
        onProgress: progress => {
          if (latest === runtime) onProgress?.(progress);
        },
      });
      accept(runtime);
      return runtime;
    } catch (error) {
      signal?.throwIfAborted();
      errors.set(runtime, error);
      return undefined;
    }
  }

  try {
    const firstUp = up(first);
    if (!second) winner = await firstUp;
    else {
      const unready = waitFor(headStart.unready, firstUp);
      const showsLife = (): boolean => first.status !== 'downloading' && !errors.has(first);
      await waitFor(headStart.unheard, firstUp);
      if (showsLife()) winner = await Promise.race([firstUp, unready]);
      winner ??= await earliest([firstUp, up(second)]);
      if (winner === second && showsLife()) winner = (await Promise.race([firstUp, unready])) ?? second;
    }
    return { ...(winner && { winner }), errors };
  } finally {
    const losers = [first, second].filter(runtime => runtime !== winner);
    await Promise.all(losers.map(async runtime => runtime?.dispose()));
  }
}

/** Resolves after `ms`, or earlier when it is over anyway. */
async function waitFor(ms: number, over: Promise<unknown>): Promise<undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([passed, over.catch(() => {})]);
  clearTimeout(timer);
  return undefined;
}

/** The first that is up; undefined when none came up. */
function earliest(boots: readonly Promise<Runtime | undefined>[]): Promise<Runtime | undefined> {
  return new Promise((resolve, reject) => {
    const all = boots.map(async boot => {
      const runtime = await boot;
      if (runtime) resolve(runtime);
    });
    Promise.all(all).then(() => resolve(undefined), reject);
  });
}
