import { readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import type { Tell } from '../../src/steps.server.ts';

const TEXT = /\.(html|css|m?js|json|svg|txt|xml|wasm|webmanifest)$/;
/** Below it the answer's headers outweigh what is saved. */
const SMALLEST = 1024;
/** Of 11: the last two take ten times as long for a few hundredths. */
const BROTLI_QUALITY = 9;

/** Writes a brotli and a gzip copy beside every text file that shrinks by it; returns how many files have one. */
export async function compressTexts(folder: string, tell: Tell): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = entries.filter(entry => entry.isFile() && TEXT.test(entry.name));
  const files = texts.map(entry => join(entry.parentPath, entry.name));
  const left = files.values();
  let done = 0;
  let compressed = 0;
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const file of left) {
        if (await compressFile(file)) compressed++;
        tell(++done / files.length);
      }
    }),
  );
  return compressed;
}

async function compressFile(file: string): Promise<boolean> {
  const text = await readFile(file);
  if (text.length < SMALLEST) return false;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const brotli = await promisify(brotliCompress)(text, { params });
  if (brotli.length >= text.length) return false;
  await writeFile(`${file}.br`, brotli);
  await writeFile(`${file}.gz`, await promisify(gzip)(text, { level: 9 }));
  return true;
}
