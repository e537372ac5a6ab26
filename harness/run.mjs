// Runs a lesson's checks and writes one record a line to $REPORT_FD, each behind a token that only the site knows. A pass
// stands behind a token of its own, which leaves this process in no other way: whoever overhears what is written (another
// reader of the pipe, a file put in its place) has learnt nothing that would turn a fail into a pass.
// The tokens and the seed come on standard input, which is read to its end before the learner's code is loaded.
// Usage: node check/run.mjs <checks file>   with {"token","seed","pass"?,"only"?,"judged"?,"passed"?} on standard input; a
// graded run is check/graded/run.mjs, and its order has a "plan" as well (graded/canaries.mjs).
import { readSync, writeSync } from 'node:fs';

import { takeControl } from './harness.mjs';
import { encode, seenError } from './report.mjs';

/** Bytes; an order names each check a few times. */
const ORDER_ROOM = 64 * 1024;

const start = readOrder();
const report = Number(process.env.REPORT_FD ?? 1);
const checksFile = process.argv[2];
const { process: node, setInterval, clearInterval } = globalThis;
// The learner's code can replace what a module exports under us, so what is needed later is taken now.
const write = writeSync;
const { now } = Date;
const REPORT_LOST = 70;

const control = takeControl(wanted => tell({ __proto__: null, type: 'exit', ...wanted }));
const passed = new Set(start.passed ?? []);
// Checks that wait on nothing must not let the process end before they have spoken.
const alive = setInterval(() => {}, 1 << 30);

tell({ __proto__: null, type: 'loading' });
const arranged = start.plan ? await graded() : entries => entries;
try {
  await Promise.race([import(new URL(checksFile, import.meta.url).href), crashWhileLoading()]);
} catch (error) {
  const told = seenError(error);
  tell({ __proto__: null, type: 'unloadable', error: told });
  // Only Node's own last words name the place of a syntax error in a module: let it say them.
  if (error instanceof SyntaxError && !told.at) {
    control.letNodeSpeak();
    throw error;
  }
  control.exit(1);
}

const all = arranged(control.seal());
tell({
  __proto__: null,
  type: 'loaded',
  ids: all.map(entry => entry.id),
  attacks: all.filter(entry => entry.kind === 'attack').map(entry => entry.id),
});
for (const entry of all.filter(isWanted)) {
  const { id } = entry;
  tell({ __proto__: null, type: 'running', id, limit: entry.limit, at: now() });
  const verdict = await control.judge(entry, start.seed, passed);
  if (verdict.status === 'pass') passed.add(id);
  tell({ __proto__: null, type: 'result', ...verdict }, verdict.status === 'pass' ? start.pass?.[id] : start.token);
}
tell({ __proto__: null, type: 'done' });
clearInterval(alive);
control.exit(0);

/** Loaded only where it is wanted: no page has it. */
async function graded() {
  const { grading } = await import('./graded/canaries.mjs');
  return grading(start, what => tell({ __proto__: null, type: 'mark', what }));
}

/** An attack cannot pass unless its legitimate twin has: who chooses it has chosen both. */
function isWanted({ id }) {
  if (start.judged?.includes(id)) return false;
  if (!start.only || start.only.includes(id)) return true;
  return all.some(({ legit, ...entry }) => legit === id && start.only.includes(entry.id));
}

/**
 * Into memory of our own, wiped when it has been read: what Node shares (its pool of small buffers) or frees, the
 * learner's code can be given next.
 */
function readOrder() {
  const room = Buffer.alloc(ORDER_ROOM);
  let length = 0;
  for (let got = -1; got !== 0; length += got) got = readSync(0, room, length, ORDER_ROOM - length);
  const order = JSON.parse(room.toString('utf8', 0, length));
  room.fill(0);
  return order;
}

/** Without its report a run is worth nothing: it ends, and the site sees that it did. */
function tell(record, token = start.token) {
  try {
    const text = `\u001e${token} ${encode(record)}\n`;
    const line = Buffer.alloc(Buffer.byteLength(text));
    line.write(text);
    for (let at = 0; at < line.length;) at += write(report, line, at);
    line.fill(0);
  } catch {
    control.exit(REPORT_LOST);
  }
}

/** Top-level code that throws later, from a callback, while the import still waits. */
function crashWhileLoading() {
  return new Promise((_, reject) => {
    node.once('uncaughtException', reject);
    node.once('unhandledRejection', reject);
  });
}
