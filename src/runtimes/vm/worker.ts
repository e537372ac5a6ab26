/// <reference lib="webworker" />
import './no-nested-workers.ts';
import wasmUrl from 'v86/build/v86.wasm?url';
import { RuntimeError } from '../runtime.ts';
import { keepColdDisk, loadAssets, type Assets } from './assets.ts';
import { createEmulator } from './emulator.ts';
import { createExecutor, type Executor } from './executor.ts';
import type { ImageFacts, ToPage, ToWorker } from './messages.ts';
import { loadModule } from './wasm.ts';
import { decompress, decompressInSteps } from './zstd.ts';

/** The worker's door: it boots the machine, and hands every other message to the executor. */

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const post = (message: ToPage): void => scope.postMessage(message);
/** The reader's first run goes first. */
const KEEP_AFTER_MS = 5_000;
let executor: Executor | undefined;

scope.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  if (data.type === 'ping') post({ type: 'pong' });
  else if (data.type === 'boot') void boot(data.base).catch(tellFailure);
  else executor?.handle(data);
};

async function boot(base: string): Promise<void> {
  const lap = createStopwatch();
  const [module, assets] = await Promise.all([
    loadModule(wasmUrl),
    loadAssets(base, {
      onProgress: (done, total) => post({ type: 'progress', progress: { stage: 'downloading', done, total } }),
    }),
  ]);
  const download = lap();
  post({ type: 'progress', progress: { stage: 'starting', done: 0, total: 0 } });
  // What outlives this function may name the manifest only, not the assets: they hold tens of megabytes.
  const { manifest } = assets;
  const raw = await decompress(module, assets.state, manifest.files.state.rawBytes);
  const decompressed = lap();
  const emulator = await createEmulator(module, assets, raw);
  const restore = lap();
  await emulator.restore();
  const times = { download, decompress: decompressed, restore, clock: lap() };
  executor = createExecutor(emulator, post, tellFailure);
  post({ type: 'booted', image: facts(assets, times) });
  const keep = (): Promise<void> =>
    keepColdDisk(base, manifest, (compressed, bytes) => decompressInSteps(module, compressed, bytes));
  setTimeout(() => void keep(), KEEP_AFTER_MS);
}

function facts({ manifest, downloaded }: Assets, times: ImageFacts['times']): ImageFacts {
  return { version: manifest.version, downloaded, cached: downloaded === 0, times };
}

function tellFailure(error: unknown): void {
  const { code, message, hint } =
    error instanceof RuntimeError
      ? error
      : new RuntimeError(
          'start-failed',
          `The machine could not be started: ${String(error)}`,
          'Reload the page to try again.',
        );
  post({ type: 'failed', code, message, hint });
}

/** Milliseconds since the last call. */
function createStopwatch(): () => number {
  let last = performance.now();
  return () => {
    const passed = performance.now() - last;
    last += passed;
    return Math.round(passed);
  };
}
