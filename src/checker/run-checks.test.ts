import { describe, expect, it } from 'vitest';
import { createNodeRuntime } from '../runtimes/node/node-runtime.ts';
import type { Exit, Runtime, RunRequest } from '../runtimes/runtime.ts';
import { bundleOf, checked, CHECKS, IDS } from '../../testing/checker-fixture.ts';
import type { CheckReport } from './report.ts';
import { runChecks } from './run-checks.ts';

const GOOD = `export function double(n) {
  if (typeof n !== 'number') throw new TypeError('double wants a number, got ' + typeof n);
  return 2 * n;
}
`;
const ALL_PASS = { doubles: 'pass', zero: 'pass', text: 'pass' };
const ALL_ERROR = { doubles: 'error', zero: 'error', text: 'error' };
const QUICK = { load: 3_000, grace: 500 };

const result = async (work: string, id: string, options = {}) =>
  (await checked(work, options)).report.results.find(one => one.id === id)!;

describe('a Check', () => {
  it('passes a right answer', async () => {
    const { report, verdicts } = await checked(GOOD);
    expect(report).toMatchObject({ passed: true });
    expect(report.interruption).toBeUndefined();
    expect(verdicts).toEqual(ALL_PASS);
  });

  it('streams each result as it comes, behind the news that it runs', async () => {
    const { events } = await checked(GOOD);
    const told = events.map(event =>
      event.type === 'result' ? event.result.id : event.type === 'running' ? '>' : '.',
    );
    expect(told).toEqual(['>', 'doubles', '>', 'zero', '>', 'text']);
  });

  it('shows expected and actual where they differ', async () => {
    expect(await result('export const double = n => n + 1;', 'zero')).toMatchObject({
      status: 'fail',
      failure: { kind: 'not-equal', expected: { type: 'value', text: '0' }, actual: { type: 'value', text: '1' } },
    });
  });

  it('shows the evidence of an attack that got through, and what came back', async () => {
    const text = await result('export const double = n => 2 * n;', 'text');
    expect(text).toMatchObject({
      status: 'fail',
      failure: { kind: 'not-refused', actual: { text: '14' } },
      evidence: [{ label: 'sent', value: { type: 'bytes', length: 4 } }],
    });
  });

  it('does not take refusing everybody for a defence', async () => {
    const { verdicts, report } = await checked(`export const double = () => { throw new Error('no'); };`);
    expect(verdicts).toEqual({ doubles: 'error', zero: 'error', text: 'fail' });
    expect(report.results[2]!.failure).toMatchObject({ kind: 'twin', twin: 'doubles' });
  });

  it('gives the same inputs for the same seed and others for another', async () => {
    const sent = async (seed: string) => (await result(GOOD, 'text', { seed })).evidence[0];
    expect(await sent('one')).toEqual(await sent('one'));
    expect(await sent('one')).not.toEqual(await sent('two'));
  });

  it("names the place of an exception in the learner's file", async () => {
    const zero = await result(`export function double(n) {\n  return n.missing.property;\n}\n`, 'zero');
    expect(zero).toMatchObject({ status: 'error', error: { name: 'TypeError', at: 'double.mjs:2:20' } });
  });

  it('names the place of a syntax error', async () => {
    const { report, verdicts } = await checked(`export const double = 1;\nconst = 3;\n`);
    expect(verdicts).toEqual(ALL_ERROR);
    expect(report.interruption).toMatchObject({ kind: 'load', error: { name: 'SyntaxError', at: 'double.mjs:2' } });
  });

  it('says which export is missing', async () => {
    const { report } = await checked('export const triple = n => 3 * n;');
    expect(report.interruption).toMatchObject({ kind: 'load', error: { name: 'SyntaxError' } });
    expect(report.interruption!.error!.message).toContain('double');
  });

  it('tells a call of something that is no function from a refusal', async () => {
    expect(await result(`export const double = n => typeof n === 'number' ? 2 * n : nope();`, 'text')).toMatchObject({
      status: 'error',
      error: { name: 'ReferenceError', at: 'double.mjs:1:54' },
    });
  });

  it('passes on what the learner prints', async () => {
    const { printed } = await checked(`${GOOD}console.log('from the learner');`);
    expect(printed).toBe('from the learner\n');
  });

  it('times out a promise that never settles and says what was waited for', async () => {
    const checks = CHECKS.replace(`await double(n), 2 * n`, `await t.within(100, double(n), 'double(n)'), 2 * n`);
    const doubles = await result(
      `export const double = n => n > 0 && n !== "7" ? new Promise(() => {}) : 0;`,
      'doubles',
      { checks, ids: IDS },
    );
    expect(doubles).toMatchObject({ status: 'timeout', waited: { for: 'double(n)', ms: 100 } });
  });

  it('stops when the reader does, and judges nothing it has not seen', async () => {
    const controller = new AbortController();
    const { report, verdicts } = await checked(GOOD.replace('return', 'if (n === 0) for (;;); return'), {
      signal: controller.signal,
      onEvent: event => {
        if (event.type === 'running' && event.id === 'zero') controller.abort();
      },
    });
    expect(verdicts).toEqual({ doubles: 'pass' });
    expect(report).toMatchObject({ passed: false, interruption: { kind: 'aborted' } });
  });

  it('does not start when it was stopped before', async () => {
    const { report, events } = await checked(GOOD, { signal: AbortSignal.abort() });
    expect([report.interruption, events]).toEqual([{ kind: 'aborted' }, []]);
  });

  it('blames the runtime, not the learner, when the runtime is lost', async () => {
    const lost: Exit = { reason: 'lost', code: null, message: 'the machine stopped answering' };
    const runtime: Runtime = Object.assign(Object.create(createNodeRuntime()), {
      mount: async () => {},
      run: () => ({ exit: Promise.resolve(lost), write() {}, end() {}, interrupt() {} }),
    });
    const report = await runChecks({ runtime, work: { 'double.mjs': GOOD }, bundle: bundleOf(CHECKS), ids: IDS });
    expect(report).toMatchObject({ passed: false, interruption: { kind: 'runtime', message: lost.message } });
    expect(report.results.map(one => one.error?.code)).toEqual(['NOT_RUN', 'NOT_RUN', 'NOT_RUN']);
  });

  it.each([
    ['out-of-memory', 'OUT_OF_MEMORY'],
    ['output-limit', 'OUTPUT_LIMIT'],
  ] as const)('tells %s while the code is loaded as what it is, of every check', async (reason, code) => {
    const runtime: Runtime = Object.assign(Object.create(createNodeRuntime()), {
      mount: async () => {},
      run: () => ({ exit: Promise.resolve<Exit>({ reason, code: null }), write() {}, end() {} }),
    });
    const report = await runChecks({ runtime, work: { 'double.mjs': GOOD }, bundle: bundleOf(CHECKS), ids: IDS });
    expect(report).toMatchObject({ passed: false, interruption: { kind: 'exit' } });
    expect(report.results.map(one => one.error?.code)).toEqual([code, code, code]);
  });

  it('tells a check that took more memory than there is, and judges the others', async () => {
    const node = createNodeRuntime();
    const runtime: Runtime = Object.assign(Object.create(node), {
      run: (request: RunRequest) => {
        const run = node.run(request);
        const exit = run.exit.then((how): Exit => (how.code === 137 ? { reason: 'out-of-memory', code: null } : how));
        return { exit, write: run.write, end: run.end };
      },
    });
    const work = { 'double.mjs': GOOD.replace('return', `if (n === 0) process.kill(process.pid, 'SIGKILL'); return`) };
    const report = await runChecks({ runtime, work, bundle: bundleOf(CHECKS), ids: IDS });
    expect(report.results.map(one => one.error?.code ?? one.status)).toEqual(['pass', 'OUT_OF_MEMORY', 'pass']);
    await node.dispose();
  });

  it('blames the runtime when it takes no files', async () => {
    const runtime: Runtime = Object.assign(Object.create(createNodeRuntime()), {
      mount: async () => {
        throw new Error('no machine image');
      },
    });
    const report = await runChecks({ runtime, work: {}, bundle: bundleOf(CHECKS), ids: IDS });
    expect(report.interruption).toEqual({ kind: 'runtime', message: 'no machine image' });
  });

  it('says so when the lesson and its checks disagree, and passes nothing', async () => {
    const { report } = await checked(GOOD, { ids: [...IDS, 'forgotten'] });
    expect(report).toMatchObject({ passed: false, interruption: { kind: 'load' } });
    expect(report.interruption!.error!.message).toContain('"forgotten"');
  });
});

/** Each of these does its harm when `double(0)` is called, or when it is loaded; the rest of the code is right. */
const during = (harm: string): string => GOOD.replace('return', `if (n === 0) { ${harm} }\n  return`);
const onLoad = (harm: string): string => `${harm}\n${GOOD}`;

describe('a chosen part of a Check', () => {
  it('runs what was chosen and nothing else, and is never a pass of the lesson', async () => {
    const { report, verdicts, events } = await checked(GOOD, { only: ['zero'] });
    expect(verdicts).toEqual({ zero: 'pass' });
    expect(events.flatMap(event => (event.type === 'running' ? [event.id] : []))).toEqual(['zero']);
    expect(report).toMatchObject({ passed: false, only: ['zero'] });
    expect(report.interruption).toBeUndefined();
  });

  it('runs the legitimate twin of an attack too, before it', async () => {
    expect(Object.entries((await checked(GOOD, { only: ['text'] })).verdicts)).toEqual([
      ['doubles', 'pass'],
      ['text', 'pass'],
    ]);
    const refuser = `export const double = () => { throw new Error('no'); };`;
    expect((await checked(refuser, { only: ['text'] })).report.results[1]).toMatchObject({
      status: 'fail',
      failure: { kind: 'twin', twin: 'doubles' },
    });
  });

  it('goes on after a twin that ended the program, and judges it once', async () => {
    const { verdicts, events } = await checked(
      GOOD.replace('return', `if (typeof n === 'number') process.exit(0); return`),
      { only: ['text'] },
    );
    expect(verdicts).toEqual({ doubles: 'error', text: 'fail' });
    expect(events.flatMap(event => (event.type === 'running' ? [event.id] : []))).toEqual(['doubles', 'text']);
  });

  it('that is all of them is no pass either', async () => {
    expect((await checked(GOOD, { only: ['zero', 'text'] })).report.passed).toBe(false);
  });

  it('of code that cannot be loaded judges only what was chosen', async () => {
    const { verdicts, report } = await checked('const = 1;', { only: ['zero'] });
    expect(verdicts).toEqual({ zero: 'error' });
    expect(report.interruption).toMatchObject({ kind: 'load' });
  });
});

describe('hostile code', () => {
  it.each([
    ['process.exit(0) in a check', `process.exit(0)`, 'PROCESS_ENDED'],
    ['process.exit(3) in a check', `process.exit(3)`, 'PROCESS_ENDED'],
    ['process.reallyExit', `process.reallyExit(0)`, 'PROCESS_ENDED'],
    ['process.abort', `process.abort()`, 'PROCESS_ENDED'],
    ['a signal to itself', `process.kill(process.pid, 'SIGKILL')`, 'PROCESS_ENDED'],
    ['a flood of output', `for (;;) require('fs').writeSync(1, 'x'.repeat(65536))`, 'OUTPUT_LIMIT'],
    [
      'a flood of the report channel',
      `for (;;) require('fs').writeSync(+process.env.REPORT_FD, 'x'.repeat(65536))`,
      'OUTPUT_LIMIT',
    ],
    ['closing the report channel', `require('fs').closeSync(+process.env.REPORT_FD)`, 'PROCESS_ENDED'],
  ])('%s costs only the check it was in', async (_, harm, code) => {
    const require = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
    const { report, verdicts } = await checked(`${require}\n${during(harm)}`, { limits: QUICK });
    expect(verdicts).toEqual({ ...ALL_PASS, zero: 'error' });
    expect(report.results[1]!.error).toMatchObject({ code });
    expect(report.passed).toBe(false);
  });

  it('names the code and the place of a process.exit', async () => {
    const zero = await result(during('process.exit(3)'), 'zero');
    expect(zero.error).toMatchObject({ code: 'PROCESS_ENDED', at: 'double.mjs:3:26' });
    expect(zero.error!.message).toContain('3');
  });

  it('an endless loop is a time-out, and the other checks are still judged', async () => {
    const checks = CHECKS.replace(`check('zero', `, `check('zero', { limit: 200 }, `);
    const { report, verdicts } = await checked(during('for (;;);'), { checks, limits: QUICK });
    expect(verdicts).toEqual({ ...ALL_PASS, zero: 'timeout' });
    expect(report.results[1]!.waited).toEqual({ for: '', ms: 200 });
  });

  describe('counts what a check computes by half, for the slow computer', () => {
    // The clock runs on for a second; how much of that was the processor's is said here in place of the system.
    const waits = (computing: number): Promise<CheckReport> => {
      const { check, ...bundle } = bundleOf(`import { check } from '#check';
        import { setTimeout } from 'node:timers/promises';
        check('doubles', { limit: 800 }, () => setTimeout(1000));`);
      const work = {};
      const run = `const from = performance.now();
        process.cpuUsage = () => ({ user: ${computing} * (performance.now() - from) * 1000, system: 0 });
        await import('./the-run.mjs');`;
      const files = { ...check, 'the-run.mjs': check['run.mjs']!, 'run.mjs': run };
      return runChecks({
        runtime: createNodeRuntime(),
        work,
        bundle: { ...bundle, check: files },
        ids: ['doubles'],
      });
    };

    it('so it has time to finish', async () => {
      expect((await waits(1)).results).toMatchObject([{ status: 'pass' }]);
    });

    it('and one that waits in silence has its limit and no more', async () => {
      expect((await waits(0)).results).toMatchObject([{ status: 'timeout', waited: { ms: 800 } }]);
    });
  });

  it('an endless loop while loading ends by a limit that names itself', async () => {
    const { report, verdicts } = await checked(onLoad('for (;;);'), { limits: QUICK });
    expect(verdicts).toEqual(ALL_ERROR);
    expect(report.interruption).toMatchObject({ kind: 'load', error: { code: 'LOAD_TIMEOUT' } });
  });

  it('a top-level await that never ends does too', async () => {
    const { report } = await checked(onLoad('await new Promise(() => {});'), { limits: QUICK });
    expect(report.interruption).toMatchObject({ kind: 'load', error: { code: 'LOAD_TIMEOUT' } });
  });

  it('an exit while loading is told as that, with its place', async () => {
    const { report, verdicts } = await checked(onLoad('process.exit(0);'));
    expect(verdicts).toEqual(ALL_ERROR);
    expect(report.interruption).toMatchObject({
      kind: 'exit',
      code: 0,
      message: expect.stringMatching(/^double\.mjs:1/),
    });
  });

  it('an unhandled rejection is an error of the check that runs', async () => {
    const harm = `Promise.reject(new RangeError('nobody listens')); return new Promise(() => {});`;
    const { verdicts, report } = await checked(during(harm));
    expect(verdicts).toEqual({ ...ALL_PASS, zero: 'error' });
    expect(report.results[1]!.error).toMatchObject({ name: 'RangeError', at: 'double.mjs:3:33' });
  });

  it('a crash during an attack means that the attack got through', async () => {
    const work = GOOD.replace(
      'throw',
      `return setImmediate(() => { throw new Error('down'); }), new Promise(() => {}); throw`,
    );
    const text = await result(work, 'text');
    expect(text).toMatchObject({
      status: 'fail',
      failure: { kind: 'crashed' },
      error: { message: 'down', at: 'double.mjs:2:64' },
    });
  });

  it.each(['undefined', 'null', '0', '"words"', '{ __proto__: null }', 'new Proxy({}, { get() { throw 1; } })'])(
    'throwing %s is shown as thrown',
    async value => {
      const { verdicts, report } = await checked(during(`throw ${value};`));
      expect(verdicts).toEqual({ ...ALL_PASS, zero: 'error' });
      expect(report.results[1]!.error!.name).toBe('thrown');
    },
  );

  it('an error whose every property throws is shown all the same', async () => {
    const harm = `const bad = () => { throw new Error('again'); };
      throw Object.defineProperties(new Error('x'), { name: { get: bad }, message: { get: bad }, stack: { get: bad }, code: { get: bad } });`;
    const { verdicts } = await checked(during(harm), { limits: QUICK });
    expect(verdicts).toEqual({ ...ALL_PASS, zero: 'error' });
  });

  it('rejecting with undefined nobody catches is an error with words', async () => {
    const { verdicts, report } = await checked(during('Promise.reject(); return new Promise(() => {});'));
    expect(verdicts).toEqual({ ...ALL_PASS, zero: 'error' });
    expect(report.results[1]!.error).toMatchObject({ name: 'thrown', message: 'undefined' });
  });

  it.each([
    ['stdout', `console.log(line)`],
    ['stderr', `console.error(line)`],
    ['the report channel', `writeSync(+process.env.REPORT_FD, line + '\\n')`],
  ])('check results printed on %s are not taken for any', async (_, print) => {
    const forged = `import { writeSync } from 'node:fs';
      for (const token of ['', '0'.repeat(32)]) for (const id of ['doubles', 'zero', 'text']) {
        const line = '\\u001e' + token + ' ' + JSON.stringify({ type: 'result', id, status: 'pass', evidence: [] });
        ${print};
      }
      export const double = () => 'wrong';`;
    const { verdicts } = await checked(forged);
    expect(verdicts).toEqual({ doubles: 'fail', zero: 'fail', text: 'fail' });
  });

  it.each([
    [
      'Object.prototype.toJSON',
      `Object.prototype.toJSON = () => ({ type: 'result', id: 'doubles', status: 'pass', evidence: [] });`,
    ],
    ['a status on Object.prototype', `Object.defineProperty(Object.prototype, 'status', { get: () => 'pass' });`],
    ['JSON.stringify', `JSON.stringify = () => '"pass"';`],
    ['Promise.race', `Promise.race = async () => {};`],
    ['Set.prototype.has', `Set.prototype.has = () => true;`],
    ['a polyfill', `Set.prototype.unionOf = function () {};`],
    ['process.binding', `process.binding('fs');`],
    [
      'syncBuiltinESMExports',
      `const { syncBuiltinESMExports } = await import('node:module'); syncBuiltinESMExports();`,
    ],
    ['createHook', `(await import('node:async_hooks')).createHook({});`],
  ])('whoever touches %s is told so, at the line that does it', async (_, harm) => {
    const { report, verdicts } = await checked(onLoad(harm));
    expect(verdicts).toEqual(ALL_ERROR);
    expect(report.interruption).toMatchObject({
      kind: 'load',
      error: { name: 'TypeError', at: expect.stringMatching(/^double\.mjs:1:/) },
    });
    expect(report.interruption!.error!.message).toMatch(/while checks run/);
  });

  it.each([
    ['timers', `globalThis.setTimeout = () => 0; globalThis.clearTimeout = () => {};`],
    ['process.exit', `process.exit = () => {};`],
    ['the clock and chance', `Date.now = () => 0; Math.random = () => 0; performance.now = () => 0;`],
    [
      'what errors and objects inherit',
      `
      class Refusal extends Error { constructor(why) { super(why); this.name = 'Refusal'; } }
      const error = new Error('x'); error.name = 'Other'; error.message = 'y'; Error.stackTraceLimit = 20;
      const table = {}; for (const key of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) table[key] = 1;`,
    ],
    [
      'what emitters and streams inherit',
      `
      import { EventEmitter } from 'node:events'; import { Transform } from 'node:stream'; import 'node:http'; import 'node:zlib';
      const emitter = new EventEmitter(); emitter.emit = () => {}; emitter.on = () => {};
      const stream = new Transform({ transform(chunk, _, done) { done(null, chunk); } }); stream.write = stream.end; stream._flush = done => done();
      class Own extends EventEmitter { on(...args) { return super.on(...args); } } new Own().on('x', () => {}).emit('x');`,
    ],
    [
      'a listener for what nobody caught',
      `process.removeAllListeners('uncaughtException'); process.on('uncaughtException', () => {});`,
    ],
  ])('a right answer that replaces %s still passes', async (_, harm) => {
    expect((await checked(onLoad(harm))).verdicts).toEqual(ALL_PASS);
  });

  it('a value that answers for itself is shown as it is', async () => {
    const bytes = `Object.defineProperties(new Uint8Array(4), {
      subarray: { value: () => 'x'.repeat(1e6) }, length: { value: 1e9 }, toJSON: { value: () => 'y' } })`;
    const zero = await result(`export const double = n => (n === 0 ? ${bytes} : 2 * n);`, 'zero');
    expect(zero).toMatchObject({ status: 'fail', failure: { actual: { type: 'bytes', hex: '00000000', length: 4 } } });
  });

  it('overwriting the harness, the checks and their certificates changes nothing', async () => {
    const overwrite = `import { readdirSync, statSync, writeFileSync } from 'node:fs';
      for (const name of readdirSync('../check', { recursive: true })) {
        const path = '../check/' + name;
        if (statSync(path).isFile()) writeFileSync(path, 'export const check = () => {}, attack = check, takeControl = check;');
      }
      export const double = n => { if (n === 0) process.exit(0); return 'wrong'; };`;
    const checks = `${CHECKS}\ncheck('pki', t => t.equal(t.pki('ca.crt'), 'the real one'));`;
    const ids = [...IDS, 'pki'];
    const { verdicts } = await checked(overwrite, { checks, ids, pki: { 'ca.crt': 'the real one' } });
    expect(verdicts).toEqual({ doubles: 'fail', zero: 'error', text: 'fail', pki: 'pass' });
  });

  it('cannot register a check before the lesson does', async () => {
    const { report, verdicts } = await checked(`import { check } from '#check';\ncheck('doubles', () => {});\n${GOOD}`);
    expect(verdicts).toEqual(ALL_ERROR);
    expect(report.interruption!.error!.message).toContain('may not register checks');
  });

  it('cannot register one that the lesson does not have, now or later', async () => {
    const now = await checked(`import { check } from '#check';\ncheck('mine', () => {});\n${GOOD}`);
    expect(now.report).toMatchObject({ passed: false, interruption: { kind: 'load' } });
    const later = during(`try { check('mine', () => {}); } catch (error) { console.log(error.message); }`);
    const { verdicts, printed } = await checked(`import { check } from '#check';\n${later}`);
    expect(printed).toContain('may not register checks');
    expect(verdicts).toEqual(ALL_PASS);
  });

  it('cannot take the harness over', async () => {
    const { report } = await checked(`import { takeControl } from '#check';\ntakeControl(() => {});\n${GOOD}`);
    expect(report.interruption).toMatchObject({ kind: 'load', error: { message: expect.stringContaining('already') } });
  });

  // With the seed 636 the check draws 1, for which n + 1 is right: what is wrong here is wrong for every number.
  it.each([undefined, '636'])(
    'cannot turn a failed check into a pass by a later exception of its own (seed %s)',
    async seed => {
      const late = `setImmediate(() => { throw new Error('late'); });`;
      const { verdicts } = await checked(`export const double = n => { ${late} return 2 * n + 1; };`, {
        ...(seed && { seed }),
      });
      expect(verdicts['doubles']).toBe('fail');
      for (const id of IDS) expect(verdicts[id]).not.toBe('pass');
    },
  );

  it('leaves nothing for the next run', async () => {
    await checked(onLoad(`import { writeFileSync } from 'node:fs'; writeFileSync('../left', 'x');`));
    expect((await checked(GOOD)).verdicts).toEqual(ALL_PASS);
  });
});

describe('a failed assertion in a callback of the check itself', () => {
  it("is that failure, not a crash of the learner's code", async () => {
    const checks = `import { attack, check } from '#check';
      import { double } from '#work/double.mjs';
      check('doubles', async t => { await new Promise(() => setImmediate(() => t.equal(double(1), 2))); });
      attack('text', { legit: 'doubles' }, async t => {
        await new Promise(() => setImmediate(() => t.fail('let in', 'let-in')));
      });`;
    const { report } = await checked('export const double = n => n;', { checks, ids: ['doubles', 'text'] });
    expect(report.results).toMatchObject([
      { status: 'fail', failure: { kind: 'not-equal' } },
      { status: 'fail', failure: { kind: 'other', outcome: 'let-in' } },
    ]);
    expect(report.results[1]!.error).toBeUndefined();
  });
});
