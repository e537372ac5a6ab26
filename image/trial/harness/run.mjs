// Of the shape of what runs checks: an order from standard input, the learner's code loaded under a lock, records to a
// descriptor of their own, an exit at the end of all.
// Usage: node check/run.mjs <file>   with {"seed"} on standard input.
import { readSync, writeSync } from 'node:fs';

import { judge, listenForCrashes, lockLanguage, seen, tell } from './harness.mjs';

const room = Buffer.alloc(65_536);
let length = 0;
for (let got = -1; got !== 0; length += got) got = readSync(0, room, length, room.length - length);
const order = JSON.parse(room.toString('utf8', 0, length));
room.fill(0);

lockLanguage();
listenForCrashes();
const exit = process.exit.bind(process);
process.exit = code => {
  tell({ type: 'exit', code: code ?? process.exitCode });
  exit(code);
};
const alive = setInterval(() => {}, 1 << 30);
let failed = false;
try {
  await judge(() => import(new URL(process.argv[2], import.meta.url).href), order.seed);
} catch (error) {
  failed = true;
  tell({ type: 'failed', ...seen(error) });
  writeSync(2, `${error.stack}\n`);
}
clearInterval(alive);
process.exit(failed ? 1 : 0);
