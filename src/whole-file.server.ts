import { rename, writeFile } from 'node:fs/promises';

/** Writes a file whole or not at all, whenever the process or the computer stops. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.partial`, content, { flush: true });
  await rename(`${path}.partial`, path);
}
