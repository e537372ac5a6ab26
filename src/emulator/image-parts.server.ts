import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { DriverParts } from './driver.ts';
import { compileLater } from './hotness.ts';
import type { MachineManifest } from './manifest.ts';
import { blobDisk } from './v86-disk.ts';

const decompress = promisify(zstdDecompress);

/** v86's own WebAssembly, from the package. */
export async function emulatorModule(): Promise<WebAssembly.Module> {
  const bytes = new Uint8Array(await readFile(new URL('./v86.wasm', import.meta.resolve('v86'))));
  compileLater(bytes);
  return WebAssembly.compile(bytes);
}

/** What it takes to restore the machine whose image is in `folder`; rejects when a file of it cannot be read. */
export async function partsOf(
  folder: string,
  { memoryMiB, files: { state, disk } }: MachineManifest,
): Promise<DriverParts & { state: ArrayBuffer }> {
  const raw = await decompress(await readFile(join(folder, state.name)));
  return {
    module: await emulatorModule(),
    memoryMiB,
    disk: blobDisk(await openAsBlob(join(folder, disk.name))),
    state: new Uint8Array(raw).buffer,
  };
}
