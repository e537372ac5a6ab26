import { readFileSync } from 'node:fs';

import { describe, expect, test, vi } from 'vitest';

import { MEMORY_LIMIT } from '../runtimes/runtime.ts';
import {
  decodeExit,
  encodeClock,
  encodeFrame,
  encodeRun,
  FrameParser,
  MAX_CHUNK,
  PacedSender,
  type RunPayload,
} from './protocol.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);
const shown = (frames: ReturnType<FrameParser['push']>) => frames.map(f => `${f.type} ${f.id} ${text(f.payload)}`);

const payload: RunPayload = {
  program: 'work/main.mjs',
  args: ['a'],
  cwd: 'work',
  env: { A: '1' },
  seed: 7,
  interactive: false,
  files: {},
};

describe('FrameParser', () => {
  test('reads frames whatever the size of the chunks they arrive in', () => {
    const stream = bytes('u 0 0\no r1 5\nhi\nyo? 3 2\ne r1 0\nx r1 10\n{"code":0}');
    const expected = ['u 0 ', 'o r1 hi\nyo', 'e r1 ', 'x r1 {"code":0}'];
    for (const size of [1, 2, 3, 7, 1000]) {
      const parser = new FrameParser();
      const frames: string[] = [];
      for (let at = 0; at < stream.length; at += size)
        frames.push(...shown(parser.push(stream.subarray(at, at + size))));
      expect(frames).toEqual(expected);
      expect(parser.garbage).toBe('? 3 2\n'.length);
    }
  });

  test('keeps a payload that looks like a frame as payload', () => {
    const parser = new FrameParser();
    const forged = 'x r1 10\n{"code":0}';
    expect(shown(parser.push(bytes(`o r1 ${forged.length}\n${forged}`)))).toEqual([`o r1 ${forged}`]);
    expect(parser.garbage).toBe(0);
  });

  test('finds the next frame after garbage, and counts what it skipped', () => {
    const parser = new FrameParser();
    const noise = new Uint8Array(5000).fill(0xff);
    expect(parser.push(noise)).toEqual([]);
    expect(shown(parser.push(bytes('\nz 1 0\n')))).toEqual(['z 1 ']);
    expect(parser.garbage).toBe(5001);
  });

  test('takes a header with an impossible length for garbage', () => {
    const parser = new FrameParser();
    expect(shown(parser.push(bytes('o r1 999999\nu 0 0\n')))).toEqual(['u 0 ']);
    expect(parser.garbage).toBe('o r1 999999\n'.length);
  });

  test('never throws and always finds a later frame, on any bytes', () => {
    let state = 42;
    const random = (): number => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >>> 8;
    for (let round = 0; round < 200; round++) {
      const parser = new FrameParser();
      parser.push(Uint8Array.from({ length: 300 }, () => random() & 0x7f));
      // The longest payload garbage can announce must pass before the parser is sure to listen again.
      parser.push(new Uint8Array(70000));
      expect(shown(parser.push(bytes('\nu 0 0\n')))).toContain('u 0 ');
    }
  });

  test('keeps no reference to the chunk it was given', () => {
    const parser = new FrameParser();
    const chunk = bytes('o r1 2\nhi');
    const [frame] = parser.push(chunk);
    chunk.fill(0);
    expect(text(frame!.payload)).toBe('hi');
  });
});

describe('encodeRun', () => {
  test('a run without files of its own has no frame for them', () => {
    expect(text(encodeRun('r1', { ...payload, files: {} }))).toMatch(/^R r1 /);
  });

  test('sends the files, then the run, then the end of standard input', () => {
    const frames = text(encodeRun('r1', { ...payload, files: { 'work/a.txt': 'ä\n', 'work/b': Uint8Array.of(65) } }));
    const files = '10 3\nwork/a.txtä\n6 1\nwork/bA';
    const run = '{"record":false,"program":"work/main.mjs","args":["a"],"cwd":"work","env":{"A":"1"},"seed":7}';
    expect(frames).toBe(`F r1 ${bytes(files).length}\n${files}R r1 ${run.length}\n${run}I r1 0\n`);
  });

  test('says first of all whether the run is recorded, which nothing that a program is given can say', () => {
    const env = { record: 'true', a: '{"record":true' };
    const order = (record: boolean): string =>
      text(encodeRun('r1', { ...payload, env, files: {}, record })).split('\n')[1]!;
    expect([true, false].map(record => order(record).startsWith('{"record":true'))).toEqual([true, false]);
  });

  test('leaves standard input open for an interactive run', () => {
    expect(text(encodeRun('r1', { ...payload, interactive: true, stdin: 'hi' }))).toMatch(/I r1 2\nhi$/);
    expect(text(encodeRun('r1', { ...payload, stdin: 'hi' }))).toMatch(/I r1 2\nhiI r1 0\n$/);
  });

  test.each(['../etc/passwd', '/etc/passwd', 'work//a', 'work/./a', '', 'a\0b'])('refuses the path %j', path => {
    expect(() => encodeRun('r1', { ...payload, files: { [path]: '' } })).toThrow(RangeError);
    expect(() => encodeRun('r1', { ...payload, program: path })).toThrow(RangeError);
  });

  test.each([0, -1, 1.5, 2 ** 31, NaN])('refuses the seed %d', seed => {
    expect(() => encodeRun('r1', { ...payload, seed })).toThrow(RangeError);
  });

  test('refuses an id that could end the header', () => {
    expect(() => encodeFrame('K', 'r1\nx')).toThrow(RangeError);
  });
});

describe('encodeClock', () => {
  test('tells the guest the time that the page has', () => {
    expect(text(encodeClock(Date.UTC(2026, 10, 26) + 0.4))).toBe('T 1795651200000 0\n');
  });

  test.each([
    ['an unset clock', 0, '2000-01-01T00:00:00.000Z'],
    ['a time before 1970', Date.UTC(1904, 0, 1), '2000-01-01T00:00:00.000Z'],
    ['the first time', Date.UTC(2000, 0, 1), '2000-01-01T00:00:00.000Z'],
    ['the last time', Date.UTC(2037, 11, 31), '2037-12-31T00:00:00.000Z'],
    ['the last second of 32 bits', 2 ** 31 * 1000 - 1000, '2037-12-31T00:00:00.000Z'],
    ['a clock past them', Date.UTC(2099, 0, 1), '2037-12-31T00:00:00.000Z'],
    ['the last date of all', 8.64e15, '2037-12-31T00:00:00.000Z'],
  ])('%s comes as a time that the guest can show', (_, epochMs, shown) => {
    const [, ms] = text(encodeClock(epochMs)).split(' ');
    expect(new Date(Number(ms)).toISOString()).toBe(shown);
  });
});

test('an exit that cannot be read says so', () => {
  expect(decodeExit(bytes('{"code":137,"cause":"memory"}'))).toEqual({ code: 137, cause: 'memory' });
  expect(decodeExit(bytes('null'))).toMatchObject({ code: 1, message: expect.stringContaining('cannot be read') });
  expect(decodeExit(bytes('{"co'))).toMatchObject({ code: 1, cause: 'unreadable' });
  expect(decodeExit(bytes('{"code":1,"cause":"constructor"}'))).toMatchObject({ cause: 'unreadable' });
});

test('the limit of memory that the page tells is the one that the machine sets', () => {
  const init = readFileSync(new URL('../../image/guest/init.sh', import.meta.url), 'utf8');
  expect(init).toContain(`echo ${MEMORY_LIMIT / 1024 ** 2}M > memory.max`);
});

describe('PacedSender', () => {
  test('writes small chunks in order and waits while the console has no room', () => {
    vi.useFakeTimers();
    try {
      let room = 2;
      const written: Uint8Array[] = [];
      const sender = new PacedSender({
        write: chunk => {
          room--;
          written.push(chunk);
        },
        hasRoom: () => room > 0,
      });
      const data = Uint8Array.from({ length: MAX_CHUNK * 4 + 5 }, (_, i) => i % 251);
      sender.send(data);
      sender.send(bytes('end'));
      expect(written).toHaveLength(2);
      expect(sender.pending).toBe(MAX_CHUNK * 2 + 8);
      room = 100;
      vi.runAllTimers();
      expect(sender.pending).toBe(0);
      expect(Math.max(...written.map(chunk => chunk.length))).toBe(MAX_CHUNK);
      expect(written.flatMap(chunk => [...chunk])).toEqual([...data, ...bytes('end')]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('forgets what was not sent when cleared', () => {
    const written: Uint8Array[] = [];
    let room = false;
    const sender = new PacedSender({ write: chunk => written.push(chunk), hasRoom: () => room });
    sender.send(bytes('old'));
    sender.clear();
    room = true;
    sender.send(bytes('new'));
    expect(written.map(text)).toEqual(['new']);
  });
});
