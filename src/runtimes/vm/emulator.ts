import { ComposedDisk } from '../../emulator/composed-disk.ts';
import { rangeDisk } from '../../emulator/range-disk.ts';
import { createRestored, type Emulator } from '../../emulator/restored.ts';
import type { Assets } from './assets.ts';

/**
 * Makes an emulator of the saved state, with its disk from the site; it has no right time before `restore`. `raw` is the
 * decompressed state; it stays in use for every later restore.
 */
export function createEmulator(module: WebAssembly.Module, assets: Assets, raw: ArrayBuffer): Promise<Emulator> {
  // What outlives this function may name these only, not the assets: they hold tens of megabytes.
  const { manifest, findColdDisk, diskUrl } = assets;
  const disk = rangeDisk(diskUrl, manifest.files.disk.bytes, { stored: storedDisk(findColdDisk, raw) });
  return createRestored({ module, memoryMiB: manifest.memoryMiB, disk, state: raw });
}

/** The browser may keep the cold disk already, or only when the machine has been running for a while. */
function storedDisk(findColdDisk: Assets['findColdDisk'], state: ArrayBuffer): () => Promise<Blob | undefined> {
  let disk: Blob | undefined;
  return async () => {
    const cold = disk ? undefined : await findColdDisk();
    if (cold) disk = await ComposedDisk.open(cold, state);
    return disk;
  };
}
