import { describe, expect, it } from 'vitest';

import { OutputLog } from '../log/output-log.ts';
import { lastLines, ReadOut } from './read-out.ts';

function setUp() {
  const log = new OutputLog(draw => draw());
  const readOut = new ReadOut('{n} lines. The last ones:', 'en');
  const print = (text: string, stream: 'stdout' | 'stderr' = 'stdout') =>
    log.push(stream, new TextEncoder().encode(text));
  return { log, print, next: () => readOut.next(log.view.value), rest: () => readOut.rest(log.view.value), readOut };
}

describe("what is read out of a program's output", () => {
  it('is every line once, when it can change no more', () => {
    const { print, next } = setUp();
    print('one\ntwo\nthr');
    expect(next()).toBe('one\ntwo');
    expect(next()).toBeUndefined();
    print('ee\n');
    expect(next()).toBe('three');
  });

  it('is a number and the last lines of a flood', () => {
    const { print, next } = setUp();
    for (let n = 1; n <= 2_000; n++) print(`line ${n}\n`);
    expect(next()).toBe('2,000 lines. The last ones:\nline 1998\nline 1999\nline 2000');
  });

  it('is in the order of both streams, without what the reader typed', () => {
    const { log, print, next } = setUp();
    print('out\nbegun');
    print('oh\n', 'stderr');
    log.echo('typed\n');
    print('end\n');
    expect(next()).toBe('out\nbegun\noh\nend');
  });

  it('is a question once it has stood for a while, and not again when it was answered', () => {
    const { log, print, next, rest } = setUp();
    print('hello\nyour name? ');
    expect([next(), rest(), rest()]).toEqual(['hello', 'your name? ', undefined]);
    log.echo('alice\n');
    print('hi alice\n');
    expect(next()).toBe('hi alice');
  });

  it('is of a line that counts up only what it came to', () => {
    const { print, next } = setUp();
    for (let n = 0; n <= 100; n++) print(`\r${n}%`);
    expect(next()).toBeUndefined();
    print('\n');
    expect(next()).toBe('100%');
  });

  it('is the last line too when the program ends in it', () => {
    const { log, print, next } = setUp();
    print('no line end');
    log.end();
    expect(next()).toBe('no line end');
  });

  it('is cut where a line is too long to listen to', () => {
    const { log, print } = setUp();
    print(`${'x'.repeat(1_000)}\n`);
    expect(lastLines(log.view.value, 1)[0]).toMatch(/^x{240}…$/);
  });
});
