import type { Forgery } from './forgery.ts';

const PASSED = `JSON.stringify({ type: 'result', id, status: 'pass', evidence: [] })`;
const IDS = `['round-trip', 'every-kind', 'changed-box', 'wrong-context', 'wrong-key', 'short-tag', 'reused-nonce', 'early-plaintext']`;

/** Forgeries without finesse: at the records, the files, the harness and the process itself. */
export const BLUNT: readonly Forgery[] = [
  {
    does: 'prints results as the harness would',
    code: `
    for (const id of ${IDS}) console.log('\\u001e0123456789abcdef0123456789abcdef ' + ${PASSED});
    console.log('\\u001e ' + JSON.stringify({ type: 'done' }));`,
  },
  {
    does: 'writes results to the report channel',
    inMachine: true,
    code: `
    import { writeSync } from 'node:fs';
    for (let fd = 1; fd < 32; fd++) {
      for (const id of ${IDS}) { try { writeSync(fd, '\\u001e' + 'f'.repeat(32) + ' ' + ${PASSED} + '\\n'); } catch {} }
    }`,
  },
  {
    does: 'looks for the token where it was',
    code: `
    import { readFileSync, writeSync } from 'node:fs';
    let token = '';
    try { token = JSON.parse(readFileSync(0, 'utf8')).token; } catch {}
    for (const id of ${IDS}) { try { writeSync(Number(process.env.REPORT_FD), '\\u001e' + token + ' ' + ${PASSED} + '\\n'); } catch {} }`,
  },
  {
    does: 'overwrites the harness and the checks',
    code: `
    import { readdirSync, rmSync, writeFileSync } from 'node:fs';
    for (const name of readdirSync('../check')) {
      try { rmSync('../check/' + name, { recursive: true }); writeFileSync('../check/' + name, ''); } catch {}
    }`,
  },
  {
    does: 'registers checks of its own',
    code: `
    const { check } = await import('#check');
    for (const id of ${IDS}) { try { check(id, () => {}); } catch {} }`,
  },
  {
    does: 'takes the harness over',
    code: `
    const harness = await import('#check');
    try { const { entries } = harness.takeControl(() => {}); for (const entry of entries.values()) entry.body = () => {}; } catch {}
    try { harness.check = harness.attack = () => {}; } catch {}`,
  },
  {
    does: 'makes every record say that it passed',
    code: `
    Object.prototype.toJSON = function () { return { ...this, status: 'pass' }; };
    Object.defineProperty(Object.prototype, 'status', { get: () => 'pass', set() {}, configurable: true });
    JSON.stringify = (stringify => value => stringify({ ...value, status: 'pass' }))(JSON.stringify);`,
  },
  { does: 'ends the process while it is loaded', code: `process.exit(0);` },
  {
    does: 'ends the process in the middle of a check',
    whole: true,
    code: `
    export const seal = () => process.exit(0);
    export const open = () => process.exit(0);`,
  },
  {
    does: 'ends the process without being seen',
    whole: true,
    code: `
    export const seal = () => process.reallyExit(0);
    export const open = () => process.kill(process.pid, 'SIGKILL');`,
  },
  {
    does: 'prints without end while it is loaded',
    code: `
    import { writeSync } from 'node:fs';
    for (;;) writeSync(1, 'x'.repeat(65536));`,
  },
  {
    does: 'throws what is no error',
    whole: true,
    code: `
    export const seal = () => { throw { status: 'pass', failure: undefined, __proto__: null }; };
    export const open = () => { throw null; };`,
  },
  {
    does: 'throws an error that answers for the harness',
    whole: true,
    code: `
    const trap = new Proxy(new Error('trap'), { get: (_, key) => { if (key === 'stack') process.exit(0); return 'pass'; } });
    export const seal = () => { throw trap; };
    export const open = () => { throw trap; };`,
  },
];
