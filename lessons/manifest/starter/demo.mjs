import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { manifest, verifyDir } from './manifest.mjs';

const dir = await mkdtemp(join(tmpdir(), 'release-'));
const file = (name, text) => writeFile(join(dir, name), text);
await file('pay.js', "pay(10, 'bob')");
await file('run.js', "import './pay.js'");
const text = await manifest(dir);
console.log(text);

await report('nothing was done  ', text);

await file('pay.js', "pay(9000, 'mallory')");
await report('a file was edited ', text);

// Whoever can write the file can write the manifest.
await report('and its manifest  ', await manifest(dir));

await file('pay.js', "pay(10, 'bob')");
await file('extra.js', "pay(9000, 'mallory')");
await report('a file was added  ', text);

await rm(dir, { recursive: true });

async function report(what, text) {
  try {
    console.log(what, JSON.stringify(await verifyDir(dir, text)));
  } catch (error) {
    console.log(what, 'rejected:', error.message);
  }
}
