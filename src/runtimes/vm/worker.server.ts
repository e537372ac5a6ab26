import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { partsOf } from '../../emulator/image-parts.server.ts';
import { MANIFEST, type MachineManifest } from '../../emulator/manifest.ts';
import { createRestored } from '../../emulator/restored.ts';
import { RuntimeError } from '../runtime.ts';
import { IMAGE_HINT, understandManifest } from './manifest.ts';
import { createStopwatch, serveMachine, type Boot } from './serve-machine.ts';

/** The machine in a thread of Node's; see vm-runtime.server.ts. */

const boot: Boot = async (base, onProgress) => {
  onProgress({ stage: 'starting', done: 0, total: 0 });
  const lap = createStopwatch();
  const manifest = await readManifest(base);
  const download = lap();
  const parts = await partsOf(fileURLToPath(base), manifest);
  const decompress = lap();
  const emulator = await createRestored(parts);
  const restore = lap();
  await emulator.restore();
  const times = { download, decompress, restore, clock: lap() };
  return { emulator, image: { version: manifest.version, downloaded: 0, cached: true, times } };
};

async function readManifest(base: string): Promise<MachineManifest> {
  const path = fileURLToPath(new URL(MANIFEST, base));
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new RuntimeError('image-missing', `There is no machine image: ${String(error)}.`, IMAGE_HINT);
  });
  return understandManifest(text);
}

const receive = serveMachine(message => parentPort!.postMessage(message), boot);
parentPort!.on('message', receive);
