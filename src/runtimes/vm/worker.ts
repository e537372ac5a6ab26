/// <reference lib="webworker" />
import './no-nested-workers.ts';
import wasmUrl from 'v86/build/v86.wasm?url';
import { keepColdDisk, loadAssets } from './assets.ts';
import { createEmulator } from './emulator.ts';
import type { ToWorker } from './messages.ts';
import { createStopwatch, serveMachine, type Boot } from './serve-machine.ts';
import { loadModule } from './wasm.ts';
import { decompress, decompressInSteps } from './zstd.ts';

/** The machine in a worker of the page's. */

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
/** The reader's first run goes first. */
const KEEP_AFTER_MS = 5_000;

const boot: Boot = async (base, onProgress) => {
  const lap = createStopwatch();
  const [module, assets] = await Promise.all([
    loadModule(wasmUrl),
    loadAssets(base, { onProgress: (done, total, later) => onProgress({ stage: 'downloading', done, total, later }) }),
  ]);
  const download = lap();
  onProgress({ stage: 'starting', done: 0, total: 0 });
  // What outlives this function may name the manifest only, not the assets: they hold tens of megabytes.
  const { manifest, downloaded } = assets;
  const raw = await decompress(module, assets.state, manifest.files.state.rawBytes);
  const decompressed = lap();
  const emulator = await createEmulator(module, assets, raw);
  const restore = lap();
  await emulator.restore();
  const times = { download, decompress: decompressed, restore, clock: lap() };
  const keep = (): Promise<void> =>
    keepColdDisk(base, manifest, (compressed, bytes) => decompressInSteps(module, compressed, bytes));
  setTimeout(() => void keep(), KEEP_AFTER_MS);
  return { emulator, image: { version: manifest.version, downloaded, cached: downloaded === 0, times } };
};

const receive = serveMachine(message => scope.postMessage(message), boot);
scope.onmessage = ({ data }: MessageEvent<ToWorker>): void => receive(data);
