import type { ExitReason } from '../../src/runtimes/runtime.ts';
import { machineCode } from '../support/machine-code.ts';

/**
 * Programs that a learner could press Run on, by accident or to see what happens. Each must end in words that say
 * what happened, and leave the next Run as good as new. Those that attack the judging are in
 * testing/proof/forgeries.ts.
 */
export interface HostileProgram {
  /** What it does, for the test's title. */
  does: string;
  code: string;
  /**
   * How it may end, in the page's words (`workspace.output.exit` of ui.json). `aborted` is a reader's Stop, pressed
   * once it has printed "here we go". Several where the machine may answer in more than one way.
   */
  ends: readonly Ending[];
  /** What the output must hold besides. */
  prints?: RegExp;
}

export type Ending = 'ok' | 'code' | 'signal' | 'unsettled' | Exclude<ExitReason, 'exited'>;

const GO = `console.log('here we go');`;

export const PROGRAMS: readonly HostileProgram[] = [
  { does: 'loops for ever', ends: ['aborted'], code: `${GO} for (;;);` },
  {
    does: 'loops for ever in microtasks',
    ends: ['aborted'],
    code: `
    ${GO} const again = () => Promise.resolve().then(again); again();`,
  },
  {
    does: 'loops for ever in its exit handler',
    ends: ['aborted'],
    code: `
    process.on('exit', () => { ${GO} for (;;); }); setImmediate(() => process.exit(0));`,
  },
  {
    does: 'ignores every signal and loops',
    ends: ['aborted'],
    code: `
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => {});
    ${GO} for (;;);`,
  },
  {
    does: 'backtracks in a regular expression for ever',
    ends: ['aborted'],
    code: `
    ${GO} /^(a+)+$/.test('a'.repeat(60) + 'b');`,
  },
  {
    does: 'stops itself with SIGSTOP',
    ends: ['aborted'],
    code: `
    ${GO} setTimeout(() => process.kill(process.pid, 'SIGSTOP'), 100); setInterval(() => {}, 1000);`,
  },
  {
    does: 'waits on a lock that nobody opens',
    ends: ['aborted'],
    code: `
    ${GO} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
  },

  {
    does: 'starts shells that start shells',
    ends: ['aborted', 'code', 'signal', 'out-of-memory', 'lost'],
    code: `
    import { spawn } from 'node:child_process';
    const bomb = spawn('sh', ['-c', 'f() { f | f & }; f; wait'], { detached: true, stdio: 'ignore' });
    bomb.on('error', () => {});
    setTimeout(() => console.log('here we go'), 1000);
    setInterval(() => {}, 1000);`,
  },
  {
    does: 'starts itself again and again',
    ends: ['aborted', 'code', 'signal', 'out-of-memory', 'lost'],
    code: `
    import { spawn } from 'node:child_process';
    let copies = 0;
    setInterval(() => {
      spawn(process.execPath, [process.argv[1]], { detached: true, stdio: 'ignore' }).on('error', () => {});
      if (++copies === 3) console.log('here we go');
    }, 10);`,
  },
  {
    does: 'starts a hundred workers that loop',
    ends: ['aborted', 'code', 'signal', 'out-of-memory', 'lost'],
    code: `
    import { Worker } from 'node:worker_threads';
    for (let i = 0; i < 100; i++) {
      new Worker('for (;;);', { eval: true }).on('error', () => {});
      if (i === 5) console.log('here we go');
    }`,
  },
  {
    does: 'leaves a child behind that prints for ever',
    ends: ['aborted', 'ok', 'output-limit'],
    code: `
    import { spawn } from 'node:child_process';
    ${GO}
    spawn('sh', ['-c', 'while true; do echo still here; sleep 1; done'], { detached: true, stdio: 'inherit' }).unref();`,
  },
  {
    does: 'leaves a server listening',
    ends: ['aborted'],
    code: `
    import { createServer } from 'node:net';
    createServer().listen(4433, () => console.log('here we go'));`,
  },

  {
    does: 'takes all memory in JavaScript',
    ends: ['signal', 'out-of-memory', 'code'],
    code: `
    ${GO} const kept = []; for (;;) kept.push(new Array(10_000).fill(kept.length));`,
  },
  {
    does: 'takes all memory in buffers',
    ends: ['signal', 'out-of-memory', 'code', 'lost'],
    code: `
    ${GO} const kept = []; for (;;) kept.push(Buffer.alloc(1 << 20, 1));`,
  },
  {
    does: 'takes one buffer of four gigabytes',
    ends: ['code'],
    prints: /RangeError|ERR_|allocation/i,
    code: `
    ${GO} Buffer.alloc(2 ** 32, 1);`,
  },
  {
    does: 'makes a string as long as strings can be',
    ends: ['code', 'signal', 'out-of-memory'],
    code: `
    let text = 'handshake'; for (;;) text += text;`,
  },
  {
    does: 'sets a million timers',
    ends: ['aborted', 'ok', 'code', 'signal', 'out-of-memory'],
    code: `
    for (let i = 0; i < 1e6; i++) {
      setTimeout(() => {}, 60_000 + i);
      if (i === 10_000) console.log('here we go');
    }`,
  },
  {
    does: 'calls itself without end',
    ends: ['code'],
    prints: /RangeError: Maximum call stack/,
    code: `
    const deeper = depth => deeper(depth + 1) + 1; deeper(0);`,
  },
  {
    does: 'fills the disk',
    ends: ['code'],
    prints: /ENOSPC|EDQUOT|EFBIG/,
    code: `
    import { appendFileSync } from 'node:fs';
    const block = Buffer.alloc(1 << 20, 1); for (;;) appendFileSync('full', block);`,
  },
  {
    does: 'fills every folder it may write to',
    ends: ['code', 'signal', 'out-of-memory', 'ok', 'lost'],
    code: `
    import { appendFileSync } from 'node:fs';
    const block = Buffer.alloc(1 << 18, 1);
    for (const folder of ['/tmp', '/dev/shm', '/run', '/var/tmp', '/lesson', '.']) {
      try { for (;;) appendFileSync(folder + '/full', block); } catch (error) { console.log(folder, error.code); }
    }`,
  },
  {
    does: 'opens files until there are no more',
    ends: ['code'],
    prints: /EMFILE|ENFILE/,
    code: `
    import { openSync } from 'node:fs';
    for (;;) openSync('/dev/null');`,
  },
  {
    does: 'makes a hundred thousand small files',
    ends: ['code', 'ok', 'aborted'],
    code: `
    import { writeFileSync } from 'node:fs';
    for (let i = 0; i < 1e5; i++) {
      writeFileSync('file' + i, '');
      if (i === 500) console.log('here we go');
    }`,
  },

  {
    does: 'prints a gigabyte',
    ends: ['output-limit'],
    code: `
    const line = 'x'.repeat(1023) + '\\n'; for (let i = 0; i < 1 << 20; i++) process.stdout.write(line);`,
  },
  {
    does: 'prints a gigabyte on stderr',
    ends: ['output-limit'],
    code: `
    import { writeSync } from 'node:fs';
    const block = Buffer.alloc(1 << 16, 'e'); for (;;) writeSync(2, block);`,
  },
  {
    does: 'floods the report of the checks',
    ends: ['output-limit'],
    code: `
    import { writeSync } from 'node:fs';
    const block = Buffer.alloc(1 << 16, 'r'); for (;;) writeSync(Number(process.env.REPORT_FD), block);`,
  },
  {
    does: 'floods the report of the checks with records',
    ends: ['output-limit'],
    code: `
    import { writeSync } from 'node:fs';
    const records = '{}\\n'.repeat(1000); for (;;) writeSync(Number(process.env.REPORT_FD), records);`,
  },
  {
    does: 'prints one line without an end',
    ends: ['output-limit'],
    code: `
    import { writeSync } from 'node:fs';
    const block = Buffer.alloc(1 << 16, '='); for (;;) writeSync(1, block);`,
  },
  {
    does: 'prints binary garbage',
    ends: ['ok'],
    code: `
    import { randomBytes } from 'node:crypto';
    import { writeSync } from 'node:fs';
    for (let i = 0; i < 16; i++) writeSync(1, randomBytes(4096));`,
  },
  {
    does: 'prints sequences that would take a terminal over',
    ends: ['ok'],
    prints: /still readable/,
    code: `
    process.stdout.write('\\x1b[2J\\x1b[H\\x1b]0;owned\\x07\\x1b]52;c;b3duZWQ=\\x07\\x1b[8m\\x1b[?1049h\\x1bc');
    console.log('still readable');`,
  },
  {
    does: 'prints markup that would run in a careless page',
    ends: ['ok'],
    prints: /<img src=x onerror=/,
    code: `
    console.log('<img src=x onerror="document.title = \\'owned\\'"><script>document.title = "owned"</script>');`,
  },
  {
    does: 'prints what looks like the machine’s own messages',
    ends: ['ok'],
    prints: /x 3 10/,
    code: `
    for (let run = 0; run < 50; run++) process.stdout.write('x ' + run + ' 10\\n{"code":99}z 1 0\\nu 0 0\\n');`,
  },
  {
    does: 'floods every console it can open',
    ends: ['ok', 'code', 'output-limit'],
    code: `
    import { openSync, readdirSync, writeSync } from 'node:fs';
    const garbage = Buffer.alloc(4096, 0xa5);
    for (const name of readdirSync('/dev').filter(one => /^(tty|hvc|vport|console|vcs|kmsg|port|mem)/.test(one))) {
      try {
        const console = openSync('/dev/' + name, 'w');
        for (let i = 0; i < 64; i++) writeSync(console, garbage);
      } catch (error) { console.log(name, error.code); }
    }`,
  },
  {
    does: 'closes every file descriptor',
    ends: ['ok', 'code', 'signal'],
    code: `
    import { closeSync } from 'node:fs';
    for (let fd = 0; fd < 256; fd++) { try { closeSync(fd); } catch {} }`,
  },

  {
    does: 'says no to ctrl-C and goes on',
    ends: ['aborted'],
    code: `
    process.on('SIGINT', () => console.log('no')); ${GO} setInterval(() => {}, 1000);`,
  },
  {
    does: 'runs machine code that the emulator does not know',
    ends: ['lost'],
    prints: /here we go/,
    code: machineCode('cf'),
  },
  {
    does: 'kills every process it can',
    ends: ['signal', 'code', 'ok'],
    code: `
    import { readdirSync } from 'node:fs';
    for (const pid of readdirSync('/proc').map(Number).filter(pid => pid > 0 && pid !== process.pid)) {
      try { process.kill(pid, 'SIGKILL'); } catch (error) { console.log(pid, error.code); }
    }
    process.kill(-1, 'SIGKILL');`,
  },
  {
    does: 'stops everybody, itself too',
    ends: ['aborted'],
    code: `
    ${GO}
    for (let pid = 1; pid < 500; pid++) {
      try { process.kill(pid, 'SIGSTOP'); } catch {}
    }
    setInterval(() => {}, 1000);`,
  },
  {
    does: 'switches the machine off',
    ends: ['ok', 'code', 'signal'],
    code: `
    import { spawnSync } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    for (const [command, ...args] of [['reboot', '-f'], ['poweroff', '-f'], ['halt', '-f'], ['busybox', 'reboot', '-f'], ['kill', '-9', '1']]) {
      console.log(command, spawnSync(command, args).status);
    }
    try { writeFileSync('/proc/sysrq-trigger', 'b'); } catch (error) { console.log('sysrq', error.code); }`,
  },
  {
    does: 'kills itself',
    ends: ['signal'],
    code: `process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);`,
  },
  { does: 'aborts', ends: ['signal', 'code'], code: `process.abort();` },
  { does: 'ends without running its exit handlers', ends: ['code'], code: `process.reallyExit(7);` },
  {
    does: 'rejects and nobody listens',
    ends: ['code'],
    prints: /nobody listens/,
    code: `
    Promise.reject(new Error('nobody listens'));`,
  },
  {
    does: 'throws from a timer',
    ends: ['code'],
    prints: /thrown late/,
    code: `
    setTimeout(() => { throw new Error('thrown late'); }, 20);`,
  },
  {
    does: 'throws something that cannot be shown',
    ends: ['code', 'signal'],
    code: `
    throw { get message() { throw 1; }, toString() { throw 2; }, [Symbol.toPrimitive]() { throw 3; } };`,
  },
  { does: 'waits at its top for ever', ends: ['unsettled'], code: `await new Promise(() => {});` },
  { does: 'is no JavaScript', ends: ['code'], prints: /SyntaxError/, code: `export const = 'a key';` },
  {
    does: 'reads standard input for ever',
    ends: ['ok', 'aborted'],
    code: `
    ${GO} process.stdin.resume(); process.stdin.on('data', () => {});`,
  },
  {
    does: 'breaks what every program stands on',
    ends: ['ok', 'code'],
    code: `
    Object.prototype.toJSON = () => 'owned';
    Array.prototype.push = Array.prototype.map = JSON.stringify = Promise.prototype.then = () => { throw new Error('owned'); };
    globalThis.process = undefined; globalThis.Buffer = undefined;`,
  },
  {
    does: 'rewrites its own files as links to the system',
    ends: ['ok', 'code'],
    code: `
    import { rmSync, symlinkSync } from 'node:fs';
    for (const file of ['seal.mjs', 'demo.mjs', '../package.json']) {
      try { rmSync(file); symlinkSync('/etc/passwd', file); } catch (error) { console.log(file, error.code); }
    }`,
  },
  {
    does: 'connects to itself until nothing is left',
    ends: ['aborted', 'code', 'ok', 'signal', 'out-of-memory'],
    code: `
    import { connect, createServer } from 'node:net';
    let connected = 0;
    const server = createServer(() => {}).listen(0, () => dial());
    const dial = () => {
      if (++connected === 20) console.log('here we go');
      connect(server.address().port).on('connect', dial).on('error', error => { throw error; });
    };`,
  },
];
