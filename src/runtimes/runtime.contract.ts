import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { descriptorVariables, LIMITS } from '../streams.ts';
import { describePrinting } from './printing.contract.ts';
import { describeSessions } from './session.contract.ts';
import { describeWire } from './wire.contract.ts';
import { runToEnd, type Outcome } from './run-to-end.ts';
import {
  OUTPUT_LIMIT,
  RUNTIME_STATUSES,
  STOP_GRACE_MS,
  type BootProgress,
  type Files,
  type Run,
  type RunRequest,
  type Runtime,
  type RuntimeStatus,
} from './runtime.ts';

export interface ContractOptions {
  /** Makes a new runtime, not booted. */
  create: () => Runtime | Promise<Runtime>;
  /** Test title -> why this runtime cannot pass it. A title that no test has fails the suite. */
  skips?: Readonly<Record<string, string>>;
  /** Whether it must have sessions; otherwise it must say why not. */
  sessions?: boolean;
  /** Whether it must record what crosses its wire; otherwise it must say why not. */
  records?: boolean;
  /** Limit of one test in milliseconds; 20 seconds unless told. */
  limit?: number;
}

/** Lists every file below the workspace root, as one JSON line. */
const LIST = `
import { readdirSync } from 'node:fs';
const all = readdirSync('..', { recursive: true, withFileTypes: true });
const files = all.filter((entry) => entry.isFile()).map((entry) => entry.parentPath + '/' + entry.name);
console.log(JSON.stringify(files.map((path) => path.replace('../', '')).sort()));
`;
const LOOP = `console.log('looping'); for (;;);`;
/** Writes as fast as it is read: a loop that never yields would only fill the program's own memory. */
const FLOOD = `const line = 'x'.repeat(65535) + '\\n'; const more = () => process.stdout.write(line, more); more();`;

/** A line of the report as the harness writes it, behind its mark: where it shares stdout it is known by that. */
const RECORD = `\u001e${'0a'.repeat(16)} {}\n`;

/** The tests that every implementation of `Runtime` passes; it is the meaning of the seam. */
export function describeRuntime(
  name: string,
  { create, skips = {}, sessions = false, records = false, limit = 20_000 }: ContractOptions,
): void {
  describe(`the ${name} runtime`, { timeout: limit }, () => {
    let runtime: Runtime;
    beforeAll(async () => {
      runtime = await create();
      await runtime.boot();
    }, limit);
    afterAll(async () => runtime.dispose(), limit);

    const unused = new Set(Object.keys(skips));
    const it = (title: string, body: () => Promise<void>): void => {
      unused.delete(title);
      if (skips[title] === undefined) test(title, body);
      else test.skip(`${title} (skipped: ${skips[title]})`, body);
    };

    /** Mounts `main` as work/main.mjs, with other files, and runs it. */
    async function node(
      main: string,
      request: Partial<RunRequest> = {},
      files: Files = {},
      onStart?: (run: Run) => void,
    ): Promise<Outcome> {
      await runtime.mount({ ...files, 'work/main.mjs': main });
      return runToEnd(runtime, { program: 'work/main.mjs', ...request }, onStart);
    }
    async function works(): Promise<void> {
      const { exit, text } = await node(`console.log('still here')`);
      expect({ exit, stdout: text.stdout }).toEqual({ exit: { reason: 'exited', code: 0 }, stdout: 'still here\n' });
    }
    async function fresh<T>(use: (other: Runtime) => Promise<T>): Promise<T> {
      const other = await create();
      try {
        return await use(other);
      } finally {
        await other.dispose();
      }
    }
    /** Resolves when the runtime next has this status. */
    function reaches(wanted: RuntimeStatus, of: Runtime = runtime): Promise<void> {
      if (of.status === wanted) return Promise.resolve();
      return new Promise(resolve => {
        const stop = of.onStatus(status => {
          if (status !== wanted) return;
          stop();
          resolve();
        });
      });
    }

    describe('boots', () => {
      it('twice with the same result, and has capabilities only from then on', () =>
        fresh(async other => {
          expect(other.status).toBe('idle');
          expect(other.capabilities.size).toBe(0);
          await Promise.all([other.boot(), other.boot()]);
          const { size } = other.capabilities;
          expect(size).toBeGreaterThan(0);
          await other.boot();
          expect(other.capabilities.size).toBe(size);
          expect(other.status).toBe('ready');
        }));

      it('telling progress in sane numbers', () =>
        fresh(async other => {
          const told: BootProgress[] = [];
          await other.boot({ onProgress: progress => told.push(progress) });
          expect(told.length).toBeGreaterThan(0);
          const done = { downloading: 0, starting: 0 };
          for (const progress of told) {
            expect(Number.isInteger(progress.done) && Number.isInteger(progress.total)).toBe(true);
            expect(progress.done).toBeGreaterThanOrEqual(done[progress.stage]);
            if (progress.total > 0) expect(progress.done).toBeLessThanOrEqual(progress.total);
            done[progress.stage] = progress.done;
          }
        }));

      it('not at all when its signal is aborted, and can still boot later', () =>
        fresh(async other => {
          const reason = new Error('the reader left');
          await expect(other.boot({ signal: AbortSignal.abort(reason) })).rejects.toThrow('the reader left');
          await other.boot();
          expect(other.status).toBe('ready');
        }));

      it('by itself when a run comes first', () =>
        fresh(async other => {
          await other.mount({ 'work/main.mjs': `console.log('booted')` });
          const { exit, text } = await runToEnd(other, { program: 'work/main.mjs' });
          expect({ exit, out: text.stdout }).toEqual({ exit: { reason: 'exited', code: 0 }, out: 'booted\n' });
        }));

      it('into real Node 24', async () => {
        const { text } = await node(`console.log(process.version, process.versions.openssl)`);
        expect(text.stdout).toMatch(/^v24\.\d+\.\d+ 3\.\d+\.\d+/);
      });
    });

    describe('mounts', () => {
      it('exactly the files given, and nothing of an earlier mount', async () => {
        await node(LIST, {}, { 'work/earlier.txt': 'x', 'check/earlier.mjs': 'y' });
        const { text } = await node(LIST, {}, { 'package.json': '{}', 'work/deep/er/file.txt': 'z' });
        expect(JSON.parse(text.stdout)).toEqual(['package.json', 'work/deep/er/file.txt', 'work/main.mjs']);
      });

      it('nothing of what an earlier run wrote', async () => {
        const write = `
          import { mkdirSync, writeFileSync } from 'node:fs';
          mkdirSync('left/behind', { recursive: true });
          writeFileSync('left/behind/file', 'x');
          writeFileSync('main.mjs', 'console.log("overwritten")');
        `;
        expect((await node(write)).exit).toEqual({ reason: 'exited', code: 0 });
        const { text } = await node(LIST);
        expect(JSON.parse(text.stdout)).toEqual(['work/main.mjs']);
      });

      it('the same files again for a second run without a second mount', async () => {
        await runtime.mount({
          'work/main.mjs': `import { rmSync } from 'node:fs'; rmSync('main.mjs'); console.log('ran')`,
        });
        for (const _ of [1, 2]) {
          expect((await runToEnd(runtime, { program: 'work/main.mjs' })).text.stdout).toBe('ran\n');
        }
      });

      it('binary files, byte for byte', async () => {
        const binary = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) >> 3);
        const sha256 = createHash('sha256').update(binary).digest('hex');
        const main = `
          import { createHash } from 'node:crypto';
          import { readFileSync } from 'node:fs';
          console.log(createHash('sha256').update(readFileSync('data.bin')).digest('hex'));
        `;
        expect((await node(main, {}, { 'work/data.bin': binary })).text.stdout.trim()).toBe(sha256);
      });

      it('empty files, and names and content beyond ASCII', async () => {
        const main = `
          import { readFileSync, statSync } from 'node:fs';
          console.log(readFileSync('비밀 번호.txt', 'utf8'), statSync('빈').size);
        `;
        const { text } = await node(main, {}, { 'work/비밀 번호.txt': '열쇠 🔑', 'work/빈': '' });
        expect(text.stdout).toBe('열쇠 🔑 0\n');
      });

      it('no path that leaves the workspace, and says which', async () => {
        for (const path of ['../up.txt', '/etc/passwd', 'work/../../up.txt', 'work//two', '']) {
          await expect(runtime.mount({ [path]: 'x' })).rejects.toThrow(JSON.stringify(path));
        }
        expect(() => runtime.run({ program: '../main.mjs' })).toThrow('"../main.mjs"');
        expect(() => runtime.run({ program: 'work/main.mjs', cwd: '/etc' })).toThrow('"/etc"');
        await works();
      });

      it('a package.json whose imports Node obeys', async () => {
        const { text } = await node(
          `import { word } from '#work/words.mjs'; console.log(word)`,
          {},
          {
            'package.json': JSON.stringify({ type: 'module', imports: { '#work/*': './work/*' } }),
            'work/words.mjs': `export const word = 'seal';`,
          },
        );
        expect(text.stdout).toBe('seal\n');
      });
    });

    describe('gives a program', () => {
      it('its arguments unchanged', async () => {
        const args = ['--flag', 'two words', '', '한글', `"quo'ted"`, '$HOME'];
        const { text } = await node(`console.log(JSON.stringify(process.argv.slice(2)))`, { args });
        expect(JSON.parse(text.stdout)).toEqual(args);
      });

      it('the path of its own file as the first argument', async () => {
        const main = `
          import { fileURLToPath } from 'node:url';
          console.log(process.argv[1] === fileURLToPath(import.meta.url), process.argv[1].endsWith('/work/main.mjs'));
        `;
        expect((await node(main)).text.stdout).toBe('true true\n');
      });

      it('the folder it asked for, work unless told', async () => {
        const main = `console.log(process.cwd().split('/').at(-1))`;
        expect((await node(main)).text.stdout).toBe('work\n');
        expect((await node(main, { cwd: 'check' }, { 'check/x': '' })).text.stdout).toBe('check\n');
        const root = await node(`import { readdirSync } from 'node:fs'; console.log(readdirSync('.').join())`, {
          cwd: '.',
        });
        expect(root.text.stdout).toBe('work\n');
      });

      it('an environment of only what a program needs and what the request adds', async () => {
        const main = `console.log(JSON.stringify(process.env))`;
        const { text } = await node(main, { env: { GREETING: '안녕 hello' } });
        const { GREETING, ...rest } = JSON.parse(text.stdout) as Record<string, string>;
        expect(GREETING).toBe('안녕 hello');
        for (const key of Object.keys(rest))
          expect(['PATH', 'HOME', 'LANG', 'TZ', ...Object.keys(descriptorVariables())]).toContain(key);
        const later = await node(main);
        expect(JSON.parse(later.text.stdout)).not.toHaveProperty('GREETING');
      });

      it('either kind of module, and no flags it could notice', async () => {
        await runtime.mount({ 'work/old.cjs': `console.log(require.main === module, process.execArgv.length)` });
        expect((await runToEnd(runtime, { program: 'work/old.cjs' })).text.stdout).toBe('true 0\n');
      });

      it('the right time', async () => {
        const before = Date.now();
        const { text } = await node(`console.log(Date.now())`);
        expect(Number(text.stdout)).toBeGreaterThan(before - 2_000);
        expect(Number(text.stdout)).toBeLessThan(Date.now() + 2_000);
      });
    });

    describe('keeps time', () => {
      it("in the reader's zone, unless a program is given another", async () => {
        const main = `console.log(new Date(1e12).getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone)`;
        expect((await node(main)).text.stdout.split(' ')[0]).toBe(`${new Date(1e12).getHours()}`);
        expect((await node(main, { env: { TZ: 'Asia/Seoul' } })).text.stdout).toBe('10 Asia/Seoul\n');
        expect((await node(main, { env: { TZ: 'America/New_York' } })).text.stdout).toBe('21 America/New_York\n');
      });

      it('from an origin that fits the clock', async () => {
        const main = `console.log(Date.now() - performance.timeOrigin - performance.now(), JSON.stringify(performance.toJSON().timeOrigin))`;
        const [apart, origin] = (await node(main)).text.stdout.split(' ').map(Number);
        expect(Math.abs(apart!)).toBeLessThan(2_000);
        expect(Math.abs(Date.now() - origin!)).toBeLessThan(60 * 60_000);
      });
    });

    describe('passes on', () => {
      it('stdout and stderr apart, each in order', async () => {
        const main = `for (let i = 0; i < 5; i++) { console.log('out', i); console.error('err', i); }`;
        const { text } = await node(main);
        expect(text.stdout).toBe('out 0\nout 1\nout 2\nout 3\nout 4\n');
        expect(text.stderr).toBe('err 0\nerr 1\nerr 2\nerr 3\nerr 4\n');
        expect(text.report).toBe('');
      });

      it('binary bytes uncut', async () => {
        const { bytes } = await node(`process.stdout.write(Buffer.from(Array.from({ length: 65536 }, (_, i) => i)))`);
        expect(bytes.stdout.length).toBe(65536);
        expect(bytes.stdout.every((byte, i) => byte === i % 256)).toBe(true);
      });

      it('a character whose bytes were written one by one', async () => {
        const main = `for (const byte of Buffer.from('한글 🔑')) process.stdout.write(Buffer.of(byte));`;
        expect((await node(main)).text.stdout).toBe('한글 🔑');
      });

      it('a thousand small writes in order', async () => {
        const { text } = await node(`for (let i = 0; i < 1000; i++) process.stdout.write(i + '\\n');`);
        expect(text.stdout).toBe(Array.from({ length: 1000 }, (_, i) => `${i}\n`).join(''));
      });

      it('output while the program is still running', async () => {
        const main = `console.log('ready'); process.stdin.once('data', () => process.exit(4));`;
        let run: Run | undefined;
        const onOutput = (): void => run?.write('go\n');
        const { exit } = await node(main, { interactive: true, onOutput }, {}, started => {
          run = started;
        });
        expect(exit).toEqual({ reason: 'exited', code: 4 });
      });

      it('the report channel, apart from the output, up to the last byte before the exit', async () => {
        const main = `
          import { writeSync } from 'node:fs';
          console.log('not a report');
          for (let i = 0; i < 100; i++) writeSync(Number(process.env.REPORT_FD), 'record ' + i + '\\n');
          process.exit(0);
        `;
        const { text } = await node(main);
        expect(text.report).toBe(Array.from({ length: 100 }, (_, i) => `record ${i}\n`).join(''));
        expect(text.stdout).toBe('not a report\n');
      });
    });

    describe('prints', () => describePrinting({ it, node }));

    describe('reads standard input', () => {
      const DIGEST = `
        import { createHash } from 'node:crypto';
        const hash = createHash('sha256');
        let length = 0;
        process.stdin.on('data', (part) => { hash.update(part); length += part.length; });
        process.stdin.on('end', () => console.log(length, hash.digest('hex')));
      `;

      it('given at the start, whole, and then its end', async () => {
        const stdin = Uint8Array.from({ length: 70_000 }, (_, i) => i * 31);
        const sha256 = createHash('sha256').update(stdin).digest('hex');
        expect((await node(DIGEST, { stdin })).text.stdout).toBe(`70000 ${sha256}\n`);
      });

      it('waiting for what comes late, also in a read that blocks', async () => {
        const main = `import { readFileSync, writeSync } from 'node:fs';
          writeSync(1, 'reading'); writeSync(1, readFileSync(0, 'utf8'));`;
        await runtime.mount({ 'work/main.mjs': main });
        let told = '';
        const run = runtime.run({
          program: 'work/main.mjs',
          interactive: true,
          onOutput: (_, bytes) => {
            told += new TextDecoder().decode(bytes);
            if (told === 'reading')
              setTimeout(() => {
                run.write(' late');
                run.end();
              }, 100);
          },
        });
        expect({ exit: await run.exit, told }).toEqual({ exit: { reason: 'exited', code: 0 }, told: 'reading late' });
      });

      it('as empty when there is none', async () => {
        expect((await node(DIGEST)).text.stdout).toMatch(/^0 e3b0c442/);
      });

      it('in a conversation, after what was given at the start', async () => {
        const main = `
          import { createInterface } from 'node:readline';
          createInterface({ input: process.stdin })
            .on('line', (line) => console.log('heard ' + line))
            .on('close', () => console.log('over'));
        `;
        let run: Run | undefined;
        let heard = '';
        const onOutput = (_: string, bytes: Uint8Array): void => {
          heard += new TextDecoder().decode(bytes);
          if (heard.endsWith('heard zero\n')) run?.write('one\n');
          else if (heard.endsWith('heard one\n')) run?.write(new TextEncoder().encode('둘\n'));
          else if (heard.endsWith('heard 둘\n')) run?.end();
        };
        const { exit, text } = await node(main, { stdin: 'zero\n', interactive: true, onOutput }, {}, started => {
          run = started;
        });
        expect(text.stdout).toBe('heard zero\nheard one\nheard 둘\nover\n');
        expect(exit).toEqual({ reason: 'exited', code: 0 });
      });

      it('or ignores it: writing to a program that has ended does nothing', async () => {
        let run: Run | undefined;
        await node(`process.exit(0)`, { interactive: true }, {}, started => {
          run = started;
        });
        run?.write('anyone?');
        run?.end();
        await works();
      });
    });

    describe('tells how a run ended', () => {
      it('by the code of process.exit', async () => {
        expect((await node(`process.exit(7)`)).exit).toEqual({ reason: 'exited', code: 7 });
      });

      it('by process.exitCode', async () => {
        expect((await node(`process.exitCode = 3; console.log('done')`)).exit).toEqual({ reason: 'exited', code: 3 });
      });

      it('by code 1 and the stack on stderr after an uncaught exception', async () => {
        const { exit, text } = await node(`\n\nthrow new TypeError('the key is too short')`);
        expect(exit).toEqual({ reason: 'exited', code: 1 });
        expect(text.stderr).toContain('TypeError: the key is too short');
        expect(text.stderr).toContain('work/main.mjs:3');
        expect(text.stdout).toBe('');
      });

      it('by code 1 after a rejection nobody handled', async () => {
        const { exit, text } = await node(`Promise.reject(new Error('nobody listens'))`);
        expect(exit).toEqual({ reason: 'exited', code: 1 });
        expect(text.stderr).toContain('Error: nobody listens');
      });

      it('by code 1 and the place of a syntax error', async () => {
        const { exit, text } = await node(`const = 1;`);
        expect(exit).toEqual({ reason: 'exited', code: 1 });
        expect(text.stderr).toContain('SyntaxError');
        expect(text.stderr).toContain('main.mjs:1');
      });

      it('by 128 + n after signal n', async () => {
        expect((await node(`process.kill(process.pid, 'SIGKILL')`)).exit).toEqual({ reason: 'exited', code: 137 });
      });

      it('with an error naming the program when there is none', async () => {
        await runtime.mount({ 'work/main.mjs': '' });
        const { exit, text } = await runToEnd(runtime, { program: 'work/missing.mjs' });
        expect(exit).toEqual({ reason: 'exited', code: 1 });
        expect(text.stderr).toContain('missing.mjs');
      });
    });

    describe('stops', () => {
      it('before it starts when the signal is aborted already', async () => {
        const { exit, text } = await node(`console.log('never')`, { signal: AbortSignal.abort() });
        expect(exit).toEqual({ reason: 'aborted', code: null });
        expect(text.stdout).toBe('');
        await works();
      });

      it('an endless loop when the signal fires, and the next run works', async () => {
        const controller = new AbortController();
        const { exit } = await node(LOOP, { signal: controller.signal, onOutput: () => controller.abort() });
        expect(exit).toEqual({ reason: 'aborted', code: null });
        await works();
      });

      it('a program that waits and ignores every signal, and the next run works', async () => {
        const main = `
          for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});
          setInterval(() => {}, 1000);
          console.log('waiting');
        `;
        const controller = new AbortController();
        const { exit } = await node(main, { signal: controller.signal, onOutput: () => controller.abort() });
        expect(exit).toEqual({ reason: 'aborted', code: null });
        await works();
      });

      it('while it is starting', async () => {
        const controller = new AbortController();
        const started = node(LOOP, { signal: controller.signal }, {}, () => controller.abort());
        expect((await started).exit).toEqual({ reason: 'aborted', code: null });
        await works();
      });

      it('the old run when a new one starts', async () => {
        await runtime.mount({ 'work/loop.mjs': LOOP, 'work/main.mjs': `console.log('second')` });
        let second: Promise<Outcome> | undefined;
        const first = await runToEnd(runtime, {
          program: 'work/loop.mjs',
          onOutput: () => {
            second ??= runToEnd(runtime, { program: 'work/main.mjs' });
          },
        });
        expect(first.exit).toEqual({ reason: 'aborted', code: null });
        const { exit, text } = await second!;
        expect({ exit, out: text.stdout }).toEqual({ exit: { reason: 'exited', code: 0 }, out: 'second\n' });
      });

      it('all but the last of three runs started at once', async () => {
        await runtime.mount({ 'work/main.mjs': `console.log(process.argv[2])` });
        const runs = ['1', '2', '3'].map(arg => runToEnd(runtime, { program: 'work/main.mjs', args: [arg] }));
        const [one, two, three] = await Promise.all(runs);
        expect([one!.exit.reason, two!.exit.reason]).toEqual(['aborted', 'aborted']);
        expect(three!.text.stdout).toBe('3\n');
      });

      it('a flood of output at the limit, and the next run works', async () => {
        const { exit, bytes } = await node(FLOOD);
        expect(exit).toEqual({ reason: 'output-limit', code: null });
        expect(bytes.stdout.length).toBe(OUTPUT_LIMIT);
        await works();
      });

      it('a flood of records on the report channel, and says that it was there', async () => {
        const { exit, text } = await node(`
          import { writeSync } from 'node:fs';
          const records = ${JSON.stringify(RECORD)}.repeat(1000);
          for (;;) writeSync(Number(process.env.REPORT_FD), records);
        `);
        expect(exit).toEqual({
          reason: 'output-limit',
          code: null,
          message: expect.stringContaining('report') as string,
        });
        expect(text.report).toBe(RECORD.repeat(LIMITS.report.lines));
        await works();
      });

      it('without calling onOutput once the exit is known', async () => {
        let ended = false;
        let late = 0;
        const controller = new AbortController();
        const onOutput = (): void => {
          if (ended) late++;
          controller.abort();
        };
        await node(FLOOD, { signal: controller.signal, onOutput });
        ended = true;
        await works();
        expect(late).toBe(0);
      });

      it('what a run left running: its child processes and their ports', async () => {
        const listen = `const s = require('net').createServer().listen(45999, '127.0.0.1', () => console.log('up'))`;
        const main = `
          import { spawn } from 'node:child_process';
          const child = spawn(process.execPath, ['-e', ${JSON.stringify(listen)}], { stdio: ['ignore', 'pipe', 'inherit'] });
          child.stdout.once('data', () => { console.log('listening'); process.exit(0); });
        `;
        expect((await node(main)).text.stdout).toBe('listening\n');
        const probe = `
          import { connect } from 'node:net';
          connect(45999, '127.0.0.1').on('connect', () => console.log('alive')).on('error', (e) => console.log(e.code));
          setTimeout(() => process.exit(), 5000).unref();
        `;
        expect((await node(probe)).text.stdout).toBe('ECONNREFUSED\n');
      });
    });

    describe('interrupts', () => {
      const onceItWaits = async (main: string): Promise<Outcome & { ms: number }> => {
        let run: Run | undefined;
        let from = 0;
        const onOutput = (): void => {
          from ||= performance.now();
          run?.interrupt();
        };
        const outcome = await node(main, { onOutput }, {}, started => {
          run = started;
        });
        return { ...outcome, ms: performance.now() - from };
      };

      it('a program that may say good-bye', async () => {
        const { exit, text } = await onceItWaits(`
          process.once('SIGINT', (signal) => {
            console.log('good-bye after ' + signal);
            process.exit(3);
          });
          setInterval(() => {}, 1000);
          console.log('waiting');
        `);
        expect({ exit, stdout: text.stdout }).toEqual({
          exit: { reason: 'aborted', code: null },
          stdout: 'waiting\ngood-bye after SIGINT\n',
        });
        await works();
      });

      it('a program that does not listen for it, at once', async () => {
        const { exit, text } = await onceItWaits(LOOP);
        expect({ exit, stdout: text.stdout }).toEqual({ exit: { reason: 'aborted', code: null }, stdout: 'looping\n' });
        await works();
      });

      it('a program that ignores it, and kills it soon', async () => {
        const { exit, ms } = await onceItWaits(`
          process.on('SIGINT', () => console.log('no'));
          setInterval(() => {}, 1000);
          console.log('waiting');
        `);
        expect(exit).toEqual({ reason: 'aborted', code: null });
        expect(ms).toBeGreaterThan(STOP_GRACE_MS - 100);
        await works();
      });

      it('the program before it has started', async () => {
        const { exit, text } = await node(LOOP, {}, {}, run => run.interrupt());
        expect({ exit, stdout: text.stdout }).toEqual({ exit: { reason: 'aborted', code: null }, stdout: '' });
        await works();
      });

      it('nothing when the program has ended', async () => {
        let run: Run | undefined;
        await node(`process.exit(0)`, {}, {}, started => {
          run = started;
        });
        run?.interrupt();
        await works();
      });

      it('one that ignores it, without a new run having to wait', async () => {
        const stubborn = `process.on('SIGINT', () => console.log('no')); setInterval(() => {}, 1000); console.log('waiting');`;
        await runtime.mount({ 'work/main.mjs': stubborn });
        const kept: { second?: Promise<Outcome> } = {};
        const run: Run = runtime.run({
          program: 'work/main.mjs',
          onOutput: () => {
            if (kept.second) return;
            run.interrupt();
            kept.second = runtime
              .mount({ 'work/main.mjs': `console.log('second')` })
              .then(() => runToEnd(runtime, { program: 'work/main.mjs' }));
          },
        });
        expect(await run.exit).toEqual({ reason: 'aborted', code: null });
        expect((await kept.second!).text.stdout).toBe('second\n');
      });
    });

    describe('warms up', () => {
      it('without anything of it showing in a run', async () => {
        runtime.warmUp([
          {
            program: 'work/warm-up.mjs',
            files: {
              'work/warm-up.mjs': `
            import { writeFileSync } from 'node:fs';
            writeFileSync('left-by-a-warm-up', '');
            console.log('warmed up');
            setInterval(() => console.error('still warming up'), 1);
          `,
            },
          },
        ]);
        for (let i = 0; i < 3; i++) {
          const { exit, text } = await node(LIST);
          expect({ exit, files: JSON.parse(text.stdout) as unknown, stderr: text.stderr }).toEqual({
            exit: { reason: 'exited', code: 0 },
            files: ['work/main.mjs'],
            stderr: '',
          });
        }
        runtime.warmUp([]);
        await works();
      });
    });

    describe('keeps its status', () => {
      it('running during a run and ready after it, in words of the list', async () => {
        await reaches('ready');
        const seen: RuntimeStatus[] = [];
        const stop = runtime.onStatus(status => seen.push(status));
        await works();
        await reaches('ready');
        stop();
        expect(seen[0]).toBe('running');
        expect(seen.at(-1)).toBe('ready');
        for (const status of seen) expect(RUNTIME_STATUSES).toContain(status);
        await works();
        expect(seen.length).toBeLessThanOrEqual(3);
      });

      it('when reset, which aborts a run in progress and keeps the mounted files', async () => {
        await runtime.mount({ 'work/main.mjs': LOOP });
        let reset: Promise<void> | undefined;
        const { exit } = await runToEnd(runtime, {
          program: 'work/main.mjs',
          onOutput: () => {
            reset ??= runtime.reset();
          },
        });
        expect(exit).toEqual({ reason: 'aborted', code: null });
        await reset;
        expect(runtime.status).toBe('ready');
        await works();
      });

      it('disposed for good: a run in progress and later ones end as lost, the rest is refused', async () => {
        const other = await create();
        await other.boot();
        await other.mount({ 'work/main.mjs': LOOP });
        let disposed: Promise<void> | undefined;
        const during = await runToEnd(other, {
          program: 'work/main.mjs',
          onOutput: () => {
            disposed ??= other.dispose();
          },
        });
        await disposed;
        expect(during.exit.reason).toBe('lost');
        expect(other.status).toBe('disposed');
        const after = await runToEnd(other, { program: 'work/main.mjs' });
        expect(after.exit.reason).toBe('lost');
        expect(after.exit.message).toMatch(/disposed/);
        await expect(other.boot()).rejects.toMatchObject({ name: 'RuntimeError', code: 'disposed' });
        await expect(other.mount({})).rejects.toMatchObject({ name: 'RuntimeError', code: 'disposed' });
        await other.dispose();
      });
    });

    describe('opens a session', () => {
      describeSessions({ has: sessions, it, runtime: () => runtime, fresh });
    });

    describe('records what crosses its wire', () => {
      describeWire({ records, it, runtime: () => runtime });
    });

    test('every skip names a test of the contract', () => {
      expect([...unused]).toEqual([]);
    });
  });
}
