import { expect } from 'vitest';
import type { Outcome } from './run-to-end.ts';
import type { RunRequest } from './runtime.ts';

export interface PrintingContract {
  it: (title: string, body: () => Promise<void>) => void;
  /** Runs a program to its end. */
  node: (main: string, request?: Partial<RunRequest>) => Promise<Outcome>;
}

const LINES = 20_000;
/** What a socket takes without anybody reading, which a program's standard output may be under Node. */
const FEW = 100;
const linesTo = (count: number): string => Array.from({ length: count }, (_, i) => `line ${i}\n`).join('');

/** What holds of a program that prints by `console` and by `process.stdout`, as under Node with a pipe. */
export function describePrinting({ it, node }: PrintingContract): void {
  it('twenty thousand lines, each of them and in order', async () => {
    const { exit, text } = await node(`for (let i = 0; i < ${LINES}; i++) console.log('line ' + i);`);
    expect(exit).toEqual({ reason: 'exited', code: 0 });
    expect(text.stdout === linesTo(LINES)).toBe(true);
  });

  it('the last of many lines while the program loops for ever after it', async () => {
    const controller = new AbortController();
    let told = '';
    const { exit } = await node(`for (let i = 0; i < ${FEW}; i++) console.log('line ' + i); for (;;);`, {
      signal: controller.signal,
      onOutput: (_, bytes) => {
        told += new TextDecoder().decode(bytes);
        if (told === linesTo(FEW)) controller.abort();
      },
    });
    expect(exit).toEqual({ reason: 'aborted', code: null });
  });

  it('all of what came before process.exit, short and long', async () => {
    const { exit, text } = await node(`
      for (let i = 0; i < ${FEW}; i++) console.log('line ' + i);
      process.stdout.write('x'.repeat(20_000));
      console.log('end');
      process.exit(3);
    `);
    expect(exit).toEqual({ reason: 'exited', code: 3 });
    expect(text.stdout === `${linesTo(FEW)}${'x'.repeat(20_000)}end\n`).toBe(true);
  });

  it('writes of every kind, and calls back after each', async () => {
    const { text } = await node(`
      const { stdout } = process;
      const called = [];
      stdout.write('a', () => called.push('a'));
      stdout.write('62', 'hex', () => called.push('b'));
      stdout.write(Buffer.from('c'), () => called.push('c'));
      stdout.write('한'.repeat(2000), 'utf8', () => called.push('d'));
      stdout.write('6c6f6e67', 'hex');
      stdout.cork();
      console.log(' corked');
      stdout.uncork();
      setTimeout(() => console.log(called.join(), stdout.writableLength, stdout.write(''), stdout.isTTY), 20);
    `);
    expect(text.stdout).toBe(`abc${'한'.repeat(2000)}long corked\na,b,c,d 0 true undefined\n`);
  });

  it('refusals of what is no text and of writes after the end, as errors', async () => {
    const { exit, text } = await node(`
      try { process.stdout.write(7); } catch ({ code }) { console.log(code); }
      try { process.stdout.write(null); } catch ({ code }) { console.log(code); }
      process.stderr.end();
      process.stderr.once('error', ({ code }) => console.log(code));
      process.stderr.write('too late');
    `);
    expect(exit).toEqual({ reason: 'exited', code: 0 });
    expect(text.stdout).toBe('ERR_INVALID_ARG_TYPE\nERR_STREAM_NULL_VALUES\nERR_STREAM_WRITE_AFTER_END\n');
  });

  it('to whatever a program puts in the place of write, and lets it put it back', async () => {
    const { text } = await node(`
      const { write } = process.stdout;
      const caught = [];
      process.stdout.write = (text) => caught.push(text) > 0;
      console.log('caught');
      process.stdout.write = write;
      console.log(JSON.stringify(caught));
      process.stdout._write = (bytes, _, done) => { caught.push(String(bytes)); done(); };
      console.log('below');
      delete process.stdout._write;
      console.log(JSON.stringify(caught));
    `);
    expect(text.stdout).toBe('["caught\\n"]\n["caught\\n","below\\n"]\n');
  });
}
