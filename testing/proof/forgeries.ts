import { BLUNT } from './blunt-forgeries.ts';
import type { Forgery } from './forgery.ts';

/** Ways to make the judging lie, one a line. What cannot be stopped in the learner's own process is in DUG. */

/** `passes(token)` writes what the harness would write behind that token if every check had passed. */
const TELLS = `
import fs from 'node:fs';
const REPORT = Number(process.env.REPORT_FD);
const IDS = ['round-trip', 'every-kind', 'changed-box', 'wrong-context', 'wrong-key', 'short-tag', 'reused-nonce', 'early-plaintext'];
const recordsOf = token => IDS.map(id => '\\u001e' + token + ' ' + JSON.stringify({ type: 'result', id, status: 'pass', evidence: [] }) + '\\n').join('');
const passes = (token, fd = REPORT) => { try { fs.writeSync(fd, recordsOf(token)); } catch {} };
const passesAnyIn = text => { for (const token of new Set(text.match(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g))) passes(token); };
`;

const REFUSES = ['refuses-everything'];
const BOTH = ['starter', 'refuses-everything'];

const SYNC = `import { syncBuiltinESMExports } from 'node:module';`;

/** Each replaces one thing that the harness or the checks may call. */
const PATCHES: readonly (readonly [patch: string, before?: readonly string[], lesson?: string])[] = [
  [
    `const set = Map.prototype.set; Map.prototype.set = function (id, entry) { if (entry?.body) entry.body = () => {}; return set.call(this, id, entry); };`,
  ],
  [`Map.prototype.get = () => undefined;`],
  [`Map.prototype.values = function* () {};`],
  [
    `const then = Promise.prototype.then; Promise.prototype.then = function (good) { return then.call(this, good, good); };`,
  ],
  [`Promise.race = async () => {};`, BOTH],
  [`Promise.resolve = () => ({ then: good => good() });`, BOTH],
  [
    `Promise.prototype.constructor = class { constructor(start) { start(() => {}, () => {}); } then(good) { good(); } };`,
    BOTH,
  ],
  [`globalThis.Promise = class extends Promise { then(good) { return super.then(good, good); } };`, BOTH],
  [`Object.defineProperty(Object.prototype, 'then', { value(good) { good(); } });`, BOTH],
  [`Buffer.prototype.then = good => good();`],
  [`Set.prototype.has = () => true;`, BOTH],
  [`Object.defineProperty(Set.prototype, 'has', { value: () => true });`, REFUSES],
  [`Reflect.defineProperty(Set.prototype, 'has', { get: () => () => true });`, REFUSES],
  [`delete Set.prototype.has; Object.setPrototypeOf(Set.prototype, { has: () => true });`, REFUSES],
  [`globalThis.Set = class extends Set { has() { return true; } };`, REFUSES],
  [`Object.defineProperty(Object.prototype, 'status', { get: () => 'pass', set() {} });`, BOTH],
  [`Object.defineProperty(Object.prototype, 'legit', { get: () => undefined, set() {} });`, REFUSES],
  [`Object.defineProperty(Object.prototype, 'failure', { get: () => undefined, set() {} });`, BOTH],
  [`Object.prototype.toJSON = function () { return { ...this, status: 'pass' }; };`, BOTH],
  [`JSON.stringify = (real => value => (value === 'fail' ? '"pass"' : real(value)))(JSON.stringify);`, BOTH],
  [`Object.hasOwn = (object, key) => key in object && key !== 'failure' && key !== 'error';`, BOTH],
  [`Array.isArray = () => true;`, BOTH],
  [`Object.defineProperty(Array.prototype, '0', { get: () => undefined, set() {} });`, BOTH],
  [`Array.prototype[Symbol.iterator] = function* () {};`],
  [`Object.getPrototypeOf([].values()).next = () => ({ done: true });`],
  [`Object.defineProperty(Array, Symbol.species, { value: class extends Array { map() { return []; } } });`],
  [`Array.prototype.push = () => 0;`, ['starter', 'early-delivery']],
  [
    `Buffer.concat = (real => list => (list.length < 2 ? Buffer.alloc(0) : real(list)))(Buffer.concat);`,
    ['starter', 'early-delivery'],
  ],
  [`Buffer.from = (real => (...given) => (typeof given[0] === 'string' ? real(...given) : given[0]))(Buffer.from);`],
  [`Buffer.compare = () => 0;`],
  [
    `globalThis.Buffer = new Proxy(Buffer, { get: (real, key) => (key === 'concat' ? () => real.alloc(0) : real[key]) });`,
    ['starter', 'early-delivery'],
  ],
  [`Buffer.prototype.includes = () => false;`],
  [`Buffer.prototype.toString = () => 'the same';`],
  [`Buffer.prototype.subarray = function () { return Buffer.alloc(3); };`],
  [`Buffer.prototype.equals = () => true;`, ['starter', 'first-chunk-only'], 'echo'],
  [`Buffer.prototype.readUIntBE = () => 0;`],
  [`Function.prototype.call = () => true;`],
  [`Function.prototype.bind = () => async () => {};`, BOTH],
  [`Reflect.apply = () => true;`, BOTH],
  [`Object.is = () => true;`],
  [`Object.defineProperty(Uint8Array, Symbol.hasInstance, { value: () => true });`],
  [`Object.defineProperty(Error, Symbol.hasInstance, { value: () => true });`, BOTH],
  [`Object.defineProperty(ReferenceError, Symbol.hasInstance, { value: () => false });`, BOTH],
  [
    `const { CheckFailure } = await import('../check/report.mjs'); Object.defineProperty(CheckFailure, Symbol.hasInstance, { value: () => false });`,
    BOTH,
  ],
  [`const { CheckTimeout } = await import('../check/report.mjs'); CheckTimeout.prototype.status = 'pass';`, BOTH],
  [`Error.prepareStackTrace = () => { throw { status: 'pass' }; };`, BOTH],
  [`Object.defineProperty(Error, 'stackTraceLimit', { get() { throw { status: 'pass' }; } });`, BOTH],
  [`RegExp.prototype.exec = () => null;`, BOTH],
  [`String.prototype.slice = () => '';`],
  [`String.prototype.toUpperCase = function () { return String(this); };`],
  [`Math.min = Math.max = () => 0;`, BOTH],
  [`globalThis.setTimeout = run => run();`, BOTH],
  [`globalThis.setImmediate = run => run();`, ['starter', 'ignores-full', 'resumes-by-timer'], 'echo'],
  [`globalThis.queueMicrotask = () => {};`, BOTH],
  [`process.nextTick = () => {};`, ['starter', 'first-chunk-only'], 'echo'],
  [`process.exit = () => {};`, BOTH],
  [`process.emit = () => true;`, ['dies-of-a-refusal'], 'mutual-tls'],
  [
    `process.removeAllListeners('uncaughtException'); process.on('uncaughtException', () => {});`,
    ['dies-of-a-refusal'],
    'mutual-tls',
  ],
  [`process.setUncaughtExceptionCaptureCallback(() => {});`, ['dies-of-a-refusal'], 'mutual-tls'],
  [
    `import tls from 'node:tls'; tls.createSecureContext = (real => options => real({ ...options, maxVersion: options.ca && /mallory|BEGIN/.test(options.cert ?? 'mallory') ? 'TLSv1' : undefined }))(tls.createSecureContext);`,
    ['guests-welcome', 'self-signed-only', 'never-asks'],
    'mutual-tls',
  ],
  [
    `import { Socket } from 'node:net'; Socket.prototype._writeGeneric = (real => function (...given) { return this.server ? real.apply(this, given) : this.destroy(); })(Socket.prototype._writeGeneric);`,
    ['guests-welcome', 'never-asks'],
    'mutual-tls',
  ],
  [
    `import { Readable } from 'node:stream'; Readable.prototype.push = () => true;`,
    ['starter', 'guests-welcome'],
    'mutual-tls',
  ],
  [`process.on = process.once = process.addListener = () => process;`, ['dies-of-a-refusal'], 'mutual-tls'],
  [`Object.assign = target => target; Object.entries = Object.keys = () => [];`, BOTH],
  [`String.prototype.endsWith = String.prototype.startsWith = () => true;`, ['starter', 'common-name'], 'authorize'],
  [
    `import { X509Certificate } from 'node:crypto'; X509Certificate.prototype.toLegacyObject = () => ({ subject: { CN: 'x' }, subjectaltname: '' });`,
    ['common-name', 'any-common-name'],
    'authorize',
  ],
  [`Map.prototype.delete = () => true;`, ['starter', 'remembers-answers'], 'authorize'],
  [`globalThis.structuredClone = value => value;`, ['starter', 'rules-copied-once'], 'authorize'],
  [
    `import { EventEmitter } from 'node:events'; EventEmitter.prototype.emit = (real => function (event, ...args) { return real.call(this, event === 'error' ? 'x' : event, ...args); })(EventEmitter.prototype.emit);`,
    ['no-error-handler', 'error-on-the-server'],
    'echo',
  ],
  [
    `import { Socket } from 'node:net'; Socket.prototype.resetAndDestroy = Socket.prototype.destroy;`,
    ['no-error-handler'],
    'echo',
  ],
  [
    `import net from 'node:net'; Object.defineProperty(net.Socket.prototype, 'bytesRead', { get: () => 0 });`,
    ['ignores-full'],
    'echo',
  ],
  [
    `import { Writable } from 'node:stream'; Writable.prototype.write = () => true;`,
    ['starter', 'no-error-handler'],
    'echo',
  ],
  [`String.prototype.split = () => [];`, ['starter', 'node-defaults'], 'passwords'],
  [
    `Array.prototype.some = Array.prototype.every = () => true; Array.prototype.find = () => undefined;`,
    ['any-cost', 'node-defaults'],
    'passwords',
  ],
  [`Array.prototype.reduce = () => 1;`, ['quick-exit', 'dummy-user'], 'passwords'],
];

/** Each gets at the tokens or at what is written, takes a hand in loading, or ends the run when it suits. */
const WAYS: readonly Forgery[] = [
  {
    does: 'looks for the tokens in the pool of small buffers',
    inMachine: true,
    code: `${TELLS}
    const look = () => passesAnyIn(Buffer.from(Buffer.from('x').buffer).toString('latin1'));
    look(); setImmediate(look); setInterval(look, 1).unref();`,
  },
  {
    does: 'looks for the tokens in memory that was freed',
    inMachine: true,
    code: `${TELLS}
    const kept = [];
    for (const size of [32, 64, 256, 512, 1024, 2048, 4096, 8192, 16384, 65536, 131072]) {
      for (let at = 0; at < 100; at++) {
        kept.push(Buffer.allocUnsafeSlow(size));
        passesAnyIn(kept.at(-1).toString('latin1'));
      }
    }`,
  },
  {
    does: 'reads standard input once more',
    code: `${TELLS}
    for (const file of [0, '/dev/stdin', '/proc/self/fd/0']) { try { passesAnyIn(fs.readFileSync(file, 'latin1')); } catch {} }`,
  },
  {
    does: 'looks for the tokens in a diagnostic report',
    code: `${TELLS}
    passesAnyIn(JSON.stringify(process.report.getReport()));`,
  },
  {
    does: 'reads the report from its pipe before the page does',
    inMachine: true,
    code: `${TELLS}
    const pipe = fs.openSync('/proc/self/fd/' + REPORT, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    const room = Buffer.alloc(65536);
    const steal = () => {
      try {
        const text = room.toString('latin1', 0, fs.readSync(pipe, room));
        passesAnyIn(text);
        fs.writeSync(REPORT, text.replaceAll('"fail"', '"pass"'));
      } catch {}
    };
    setInterval(steal, 1).unref();
    process.on('exit', steal);
    for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setImmediate(resolve, steal()));`,
  },
  {
    does: 'puts a file in the place of the report and forges the real one',
    inMachine: true,
    code: `${TELLS}
    const pipe = fs.openSync('/proc/self/fd/' + REPORT, 'w');
    fs.closeSync(REPORT);
    fs.openSync('overheard', 'w+');
    process.on('exit', () => {
      const text = fs.readFileSync('overheard', 'latin1');
      fs.writeSync(pipe, text.replaceAll('"fail"', '"pass"'));
      for (const token of new Set(text.match(/[0-9a-f]{32}/g))) passes(token, pipe);
    });`,
  },
  {
    does: 'overhears and edits what fs.writeSync is given',
    code: `${TELLS} ${SYNC}
    const { writeSync } = fs;
    fs.writeSync = (fd, bytes, ...rest) => { passesAnyIn(String(bytes)); return writeSync(fd, Buffer.from(String(bytes).replaceAll('"fail"', '"pass"')), ...rest); };
    syncBuiltinESMExports();`,
  },
  {
    does: 'edits what is written, below fs',
    inMachine: true,
    code: `
    const binding = process.binding('fs');
    for (const name of ['writeBuffer', 'writeString']) {
      const real = binding[name];
      binding[name] = (fd, bytes, ...rest) => {
        const text = Buffer.from(bytes).toString();
        if (text.includes('"fail"')) Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).write(text.replaceAll('"fail"', '"pass"'));
        return real(fd, bytes, ...rest);
      };
    }`,
  },
  {
    does: 'replaces comparisons in what node:util exports',
    code: `import util from 'node:util'; ${SYNC}
    util.isDeepStrictEqual = () => true; util.types.isUint8Array = () => false; syncBuiltinESMExports();`,
  },
  {
    does: 'replaces scryptSync for the checks',
    lesson: 'passwords',
    before: ['two-hashes-for-nobody', 'node-defaults'],
    code: `import crypto from 'node:crypto'; ${SYNC}
    crypto.scryptSync = (password, salt, length) => Buffer.alloc(length); syncBuiltinESMExports();`,
  },
  {
    does: 'answers for every promise by a hook',
    before: BOTH,
    code: `import { createHook } from 'node:async_hooks';
    createHook({ init(id, type, trigger, promise) { if (type === 'PROMISE') { promise.constructor = Object; promise.then = good => good(); } } }).enable();`,
  },
  {
    does: 'registers checks by a second harness',
    before: BOTH,
    code: `
    const { check, takeControl } = await import('../check/harness.mjs?second');
    takeControl(() => {}); for (const id of ['round-trip', 'every-kind', 'wrong-context', 'short-tag']) check(id, () => {});`,
  },
  {
    does: 'starts the runner a second time',
    before: BOTH,
    code: `await import('../check/run.mjs?second').catch(() => {});`,
  },
  {
    does: 'replaces the harness by a loader hook',
    before: BOTH,
    code: `import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (url.includes('/check/') ? { format: 'module', shortCircuit: true, source: 'export const check = () => {}, attack = check;' } : next(url, context)) });`,
  },
  {
    does: 'lets a child write the records',
    before: BOTH,
    code: `import { spawnSync } from 'node:child_process';
    const order = JSON.stringify({ token: 'f'.repeat(32), seed: 'x', pass: {} });
    if (!process.env.CHILD) spawnSync(process.execPath, ['../check/run.mjs', './aead.test.mjs'],
      { input: order, env: { ...process.env, CHILD: '1', REPORT_FD: '3' }, stdio: ['pipe', 'inherit', 'inherit', Number(process.env.REPORT_FD)] });`,
  },
  {
    does: 'kills itself when the first check has passed',
    code: `setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5);`,
  },
  {
    does: 'throws the checks’ own failure as a pass',
    before: BOTH,
    code: `
    const { CheckFailure } = await import('../check/report.mjs');
    process.on('uncaughtException', () => {});
    setInterval(() => { throw new CheckFailure('other', { status: 'pass', kind: 'pass', id: 'round-trip' }); }, 1).unref();`,
  },
  {
    does: 'empties the checks before they are loaded',
    before: BOTH,
    code: `import { readdirSync, writeFileSync } from 'node:fs';
    for (const name of readdirSync('../check')) if (name.endsWith('.mjs')) writeFileSync('../check/' + name, 'export const check = () => {}, attack = check;');`,
  },
  {
    does: 'wipes the pool of small buffers, in which the checks’ own lie',
    before: [...BOTH, 'early-delivery'],
    code: `
    const pools = new Set();
    setInterval(() => { pools.add(Buffer.from('x').buffer); for (const pool of pools) new Uint8Array(pool).fill(0); }, 1).unref();`,
  },
  {
    does: 'looks for the tokens beside the stack',
    code: `${TELLS}
    Error.prepareStackTrace = (error, calls) => { for (const call of calls) passesAnyIn(String(call.getThis()?.start?.token)); return ''; };`,
  },
];

export const FORGERIES: readonly Forgery[] = [
  ...PATCHES.map(([code, before, lesson]): Forgery => ({
    does: `runs ${code.replace(/^import.*?; /, '')}`,
    code,
    before,
    lesson,
  })),
  ...WAYS,
  ...BLUNT,
];

/** Digging in one's own process: it does pass, and docs/decisions/003 says so. */
export const DUG: readonly Forgery[] = [
  {
    does: 'finds the tokens in a snapshot of its own heap',
    code: `${TELLS} import inspector from 'node:inspector';
    const session = new inspector.Session(); session.connect();
    let text = '';
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => { text += params.chunk; });
    await new Promise(resolve => { session.post('HeapProfiler.takeHeapSnapshot', null, resolve); });
    passesAnyIn(text);`,
  },
];
