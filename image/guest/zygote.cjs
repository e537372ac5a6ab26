'use strict';
// A node that has loaded and exercised what lessons use, and then blocks until it is told what to run.
// It is saved in that state; from there to the learner's first line is a few million instructions.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const { installDispatcher } = require('./dispatcher.cjs');
const { prepareKeys, tellKeysTo } = require('./keys.cjs');
const { prepareOutput } = require('./output.cjs');
const { warmUp } = require('./warm.cjs');

// The supervisor's pipes.
const ORDER = 4;
const STATE = 5;
const KEYS = 6;
const WORKSPACE = '/lesson';
const CHUNK = 65536;

/** Where the end of a program is told: while it warms up, nowhere. */
let ends = fs.openSync('/dev/null', 'w');
/** In milliseconds since 1970; what the process took for it was told by the clock before it was set. */
let timeOrigin = 0;

endFast();
correctTimeOrigin();
installDispatcher();
prepareOutput(STATE, ORDER);
prepareKeys();
tellKeysTo(ends);
warmUp(start).then(waitForOrder, error => {
  fs.writeSync(2, `warm-up failed: ${error.stack}\n`);
  process.exit(1);
});

function waitForOrder() {
  tellKeysTo(undefined);
  fs.closeSync(ends);
  ends = STATE;
  fs.writeSync(STATE, 'R\n');
  const order = readLine(ORDER);
  if (order === '') process.exit(0);
  start(order, WORKSPACE);
}

/** A line, or what there is of it when the pipe is closed; not until it is closed, which would take another turn. */
function readLine(pipe) {
  const parts = [];
  let length;
  do {
    const part = Buffer.allocUnsafe(CHUNK);
    length = fs.readSync(pipe, part);
    parts.push(part.subarray(0, length));
  } while (length > 0 && parts.at(-1).at(-1) !== 10);
  return Buffer.concat(parts).toString();
}

/** From here on the process must look like `node <program>` started by hand. `order` is JSON. */
function start(order, workspace) {
  const { program, args, cwd, env, seed, record } = JSON.parse(order);
  if (record) tellKeysTo(KEYS);
  v8.setFlagsFromString(`--random-seed=${seed}`);
  timeOrigin = Date.now() - performance.now();
  // TZ too, which Node obeys at once.
  Object.assign(process.env, env);
  process.chdir(path.join(workspace, cwd));
  const file = path.join(workspace, program);
  process.argv.splice(1, process.argv.length, file, ...args);
  process.execArgv.length = 0;
  process.mainModule = undefined;
  for (const name of Object.keys(require.cache)) delete require.cache[name];
  // A pipe's writes are otherwise lost at process.exit() beyond the first 64 KiB.
  for (const stream of [process.stdout, process.stderr]) stream._handle.setBlocking(true);
  setImmediate(Module.runMain, file);
}

/** The clock is set when the process is long under way: its beginning is where performance.now() counts from. */
function correctTimeOrigin() {
  const before = Object.getOwnPropertyDescriptor(Performance.prototype, 'timeOrigin');
  const get = function () {
    before.get.call(this);
    return timeOrigin;
  };
  Object.defineProperty(get, 'name', { value: 'get timeOrigin' });
  Object.defineProperty(Performance.prototype, 'timeOrigin', { ...before, get });
}

/**
 * Reports the exit code and has the supervisor kill the process, instead of the second that tearing down
 * V8 and OpenSSL takes here. An uncaught error is printed by node after 'exit': then the code is announced,
 * and the supervisor waits for node's last line.
 */
function endFast() {
  const emit = process.emit;
  let dying = false;
  const fastEmit = function (event, ...rest) {
    const handled = emit.call(this, event, ...rest);
    if (event === 'uncaughtException') dying = !handled;
    if (event === 'exit') end(process.exitCode ?? rest[0] ?? 0);
    return handled;
  };
  Object.defineProperty(process, 'emit', { value: fastEmit, writable: true, configurable: true, enumerable: false });

  function end(code) {
    try {
      fs.writeSync(ends, `${dying ? 'D' : 'X'}${code & 255}\n`);
    } catch {
      // The program has closed the descriptor; it ends the slow way.
      return;
    }
    // Nothing of it runs any more: it waits here for the end of the machine.
    if (!dying && ends === STATE) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
