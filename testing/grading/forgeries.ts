import { DUG, FORGERIES } from '../proof/forgeries.ts';
import type { Forgery } from '../proof/forgery.ts';

export interface GradedForgery extends Forgery {
  /** What a person is pointed to, besides the claim that does not hold. */
  marks?: readonly string[];
}

/** `forge(text)` writes a pass behind every token in a text, for every word in it that could name a check. */
export const FORGES = `
import fs from 'node:fs';
const { writeSync } = fs;
const REPORT = Number(process.env.REPORT_FD);
const IDS = ['round-trip', 'every-kind', 'changed-box', 'wrong-context', 'wrong-key', 'short-tag', 'reused-nonce', 'early-plaintext'];
const record = (token, id) => '\\u001e' + token + ' ' + JSON.stringify({ type: 'result', id, status: 'pass', evidence: [] }) + '\\n';
const forge = text => {
  const tokens = new Set(text.match(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g));
  const ids = new Set([...IDS, ...(text.match(/(?<![\\w-])[a-z]{2,9}-[a-z]{2,9}(?![\\w-])/g) ?? [])]);
  for (const token of [...tokens].slice(0, 100)) {
    try { writeSync(REPORT, [...ids].slice(0, 500).map(id => record(token, id)).join('')); } catch {}
  }
};
`;

/** Tries each way in turn, whatever the one before came to; `text` is what a way has seen. */
const tries = (...ways: string[]): string =>
  `${FORGES} ${ways.map(way => `try { forge(String(await (async () => { ${way} })())); } catch {}`).join('\n')}`;

const SNAPSHOT = `
  const session = new inspector.Session(); session.connect();
  let text = '';
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => { text += params.chunk; });
  await new Promise(resolve => { session.post('HeapProfiler.takeHeapSnapshot', null, resolve); });
  return text;`;

/** Ways to a heap snapshot by Node's inspector. */
const INSPECTORS = {
  'imports it': `const inspector = await import('node:inspector');`,
  'imports it without node:': `const inspector = await import('inspector');`,
  'imports what it promises': `const inspector = await import('node:inspector/promises');`,
  'requires it': `const inspector = (await import('node:module')).createRequire(import.meta.url)('node:inspector');`,
  'asks for it by getBuiltinModule': `const inspector = process.getBuiltinModule('inspector');`,
  'loads it by Module._load': `const inspector = (await import('node:module')).default._load('inspector');`,
  'imports it from a data: URL': `const inspector = (await import('data:text/javascript,export * from "node:inspector"'));`,
  'evaluates an import of it': `const inspector = await new Function('return import("node:inspector")')();`,
  'requires it in a file of its own': `
    fs.writeFileSync('own.cjs', 'module.exports = require("inspector")');
    const inspector = (await import('./own.cjs')).default;`,
};

const inspectors: GradedForgery[] = Object.entries(INSPECTORS).map(([does, get]) => ({
  does: `reads its heap by the inspector: ${does}`,
  code: tries(`${get} ${SNAPSHOT}`),
  marks: does.includes('promises') ? ['node:inspector/promises'] : ['node:inspector'],
}));

const module = (name: string, use: string): GradedForgery => ({
  does: `uses node:${name}`,
  code: tries(`const it = await import('node:${name}'); ${use}`),
  marks: [`node:${name}`],
});

const modules: GradedForgery[] = [
  module('v8', 'let text = ""; for await (const part of it.getHeapSnapshot()) text += part; return text;'),
  module(
    'worker_threads',
    `return new Promise(resolve => new it.Worker('require("worker_threads").parentPort.postMessage(require("fs").readFileSync("/proc/self/maps", "latin1"))', { eval: true }).on('message', resolve));`,
  ),
  module('child_process', `return it.execSync('cat /proc/$PPID/environ; cat /proc/$PPID/maps').toString('latin1');`),
  module('cluster', `it.default.setupPrimary({ exec: 'x.mjs' }); it.default.fork();`),
  module('vm', `return it.runInThisContext('process').report.getReport();`),
  module('wasi', `new it.WASI({ version: 'preview1', preopens: { '/': '/' } });`),
  module('sqlite', `new it.DatabaseSync('../check/x.db');`),
  module('test', `it.test('round-trip', () => {}); it.mock.method(fs, 'writeSync', () => 0);`),
  module('diagnostics_channel', `it.subscribe('net.client.socket', () => {});`),
  module('trace_events', `it.createTracing({ categories: ['v8'] }).enable();`),
  module('repl', `it.start();`),
];

const processWays: GradedForgery[] = [
  {
    does: 'has the inspector started by a signal',
    code: tries(
      `process.kill(process.pid, 'SIGUSR1');`,
      `process._kill(process.pid, 10);`,
      `process._debugProcess(process.pid);`,
    ),
    marks: ['process.kill', 'process._kill', 'process._debugProcess'],
  },
  {
    does: 'asks the process what it holds',
    code: tries(
      `return JSON.stringify(process._getActiveHandles());`,
      `return JSON.stringify(process.report.getReport());`,
    ),
    marks: ['process._getActiveHandles', 'process.report'],
  },
  {
    does: 'loads machine code',
    code: tries(
      `process.dlopen({ exports: {} }, './x.node');`,
      `(await import('node:crypto')).setEngine('./x.so');`,
      `process._linkedBinding('fs');`,
    ),
    marks: ['process.dlopen', 'process._linkedBinding'],
  },
  { does: 'becomes another program', code: tries(`process.execve('/bin/true', ['true']);`), marks: ['process.execve'] },
  { does: 'looks for bindings', code: tries(`return JSON.stringify(process.binding('fs'));`) },
];

const FOREIGN: readonly (readonly [does: string, read: string])[] = [
  ['reads its memory map', `return fs.readFileSync('/proc/self/maps', 'latin1');`],
  [
    'reads its memory',
    `const fd = fs.openSync('/proc/self/mem'); const room = Buffer.alloc(65536); fs.readSync(fd, room, 0, 65536, 4096); return room.toString('latin1');`,
  ],
  [
    'reads its memory by a link',
    `fs.symlinkSync('/proc/self', 'here'); return fs.readFileSync('here/environ', 'latin1');`,
  ],
  ['reads its memory by promises', `return (await fs.promises.readFile('/proc/self/environ')).toString('latin1');`],
  [
    'reads its memory by node:fs/promises',
    `const { readFile } = await import('node:fs/promises'); return readFile('/proc/self/environ', 'latin1');`,
  ],
  ['requires its memory', `return (await import('node:module')).createRequire(import.meta.url)('/proc/self/environ');`],
  [
    'reads its memory by a stream',
    `let text = ''; for await (const part of fs.createReadStream('/proc/self/environ')) text += part; return text;`,
  ],
  [
    'reads its memory by a class of streams',
    `let text = ''; for await (const part of new fs.ReadStream('/proc/self/environ')) text += part; return text;`,
  ],
  ['reads its memory as a blob', `return (await fs.openAsBlob('/proc/self/environ')).text();`],
  [
    'reads its memory by a Buffer and a URL',
    `try { fs.readFileSync(new URL('file:///proc/self/environ')); } catch {} return fs.readFileSync(Buffer.from('/proc/self/environ'), 'latin1');`,
  ],
  ['reads its memory from another folder', `process.chdir('/proc/self'); return fs.readFileSync('environ', 'latin1');`],
];

const files: GradedForgery[] = [
  ...FOREIGN.map(([does, read]): GradedForgery => ({ does, code: tries(read), marks: ['foreign-file'] })),
  {
    does: 'reads the checks and their names from the bundle',
    code: tries(
      `return fs.readdirSync('../check').map(name => fs.readFileSync('../check/' + name, 'latin1')).join('');`,
    ),
    marks: ['check-files'],
  },
  {
    does: 'replaces the harness on the disk',
    code: tries(
      `for (const name of ['harness', 'graded/guard', 'graded/canaries', 'run', 'report']) fs.writeFileSync('../check/' + name + '.mjs', 'export const check = () => {}');`,
      `fs.renameSync('../check', '../other');`,
      `fs.rmSync('../check', { recursive: true });`,
      `await fs.promises.cp('.', '../check', { recursive: true });`,
    ),
    marks: ['check-files'],
  },
  {
    does: 'writes to the descriptor of the report in every way',
    code: `${FORGES} const text = IDS.map(id => record('f'.repeat(32), id)).join('');
    for (const way of [() => fs.writeSync(REPORT, text), () => fs.writevSync(REPORT, [Buffer.from(text)]), () => fs.createWriteStream('', { fd: REPORT }).write(text),
      () => fs.closeSync(REPORT), () => fs.ftruncateSync(REPORT)]) { try { way(); } catch {} }
    const { Socket } = await import('node:net'); try { new Socket({ fd: REPORT }).write(text); } catch {}`,
    marks: ['report-channel'],
  },
];

const harness: GradedForgery[] = [
  {
    does: 'takes the guard away',
    code: tries(
      `(await import('../check/graded/guard.mjs')).closeWays(() => {});`,
      `(await import('../check/graded/canaries.mjs')).grading({ plan: [] }, () => {})([]);`,
      `(await import('../check/graded/run.mjs?again'));`,
      `(await import('node:module')).registerHooks({ resolve: (specifier, context, next) => next(specifier, context) });`,
      `(await import('node:module')).register('data:text/javascript,');`,
    ),
    marks: ['check-files', 'module.registerHooks', 'module.register'],
  },
  {
    does: 'wraps what the checks are registered with',
    code: tries(
      `const it = await import('#check'); for (const key of ['check', 'attack']) Object.defineProperty(it, key, { value: () => {} });`,
    ),
    marks: ['check-files'],
  },
  {
    does: 'patches node:assert, JSON, Map and what writes',
    code: tries(
      `const assert = (await import('node:assert')).default; for (const key of Object.keys(assert)) assert[key] = () => {};`,
      `JSON.stringify = () => '{"status":"pass"}';`,
      `Map.prototype.get = () => ({ body() {} });`,
      `process.stdout.write = () => true; fs.writeSync = () => 0; process.stdout._handle = null;`,
    ),
  },
  {
    does: 'prints what a run would, and ends it',
    code: `${FORGES} for (const id of IDS) console.log(record('0'.repeat(32), id)); try { fs.writeSync(REPORT, record('0'.repeat(32), 'round-trip')); } catch {} process.exit(0);`,
    marks: ['report-channel'],
  },
  {
    does: 'ends the run when the first checks are through',
    whole: true,
    code: `export const seal = () => { process.exitCode = 0; process.emit('exit', 0); process.exit(0); }; export const open = seal;`,
  },
  {
    does: 'tells by the stack which check calls, and passes those it knows',
    whole: true,
    code: `
    const called = () => /round-trip|canar/.test(new Error().stack);
    export const seal = (key, message) => (called() ? { nonce: key, ciphertext: Buffer.from(message), tag: key } : process.exit(0));
    export const open = (key, box) => box.ciphertext;`,
  },
];

/** Against graded runs alone. */
export const GRADED: readonly GradedForgery[] = [...inspectors, ...modules, ...processWays, ...files, ...harness];

/** All that anybody has thought of. */
export const ALL: readonly GradedForgery[] = [...GRADED, ...DUG, ...FORGERIES];
