import { requestOf } from './raw.ts';

/** Draws numbers, of which the same seed gives the same (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Less than `sides`, not negative. */
  number(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  one<T>(of: readonly T[]): T {
    return of[this.number(of.length)]!;
  }
}

export interface OddRequest {
  bytes: string;
  /** Whether the client leaves early. */
  aborted: boolean;
  /** Whether closing without an answer will do: what is no HTTP, or asks for a tunnel. */
  droppable: boolean;
}

/** Odd in one place, most of the time: what is odd in all of them is refused at the first. */
const PATHS = ['/', '/disk.img', '/app.js', '/comes-and-goes.bin'];
const ODD_PATHS = [
  '/nothing/',
  '/_astro',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/%',
  '/%zz',
  '/%00',
  '/%ff%fe',
  '/a%5cb',
  '//disk.img',
  '/./disk.img',
  '/disk.img/',
  '/disk.img/x',
  '/.hidden',
  '/disk.img?x=%',
  '*',
  'disk.img',
  'http://localhost/disk.img',
  'http://evil.example/disk.img',
  `/${'x'.repeat(300)}`,
  `/${'d/'.repeat(900)}`,
  '/C:/x',
  '/disk%2Eimg',
];
const ODD_METHODS = ['HEAD', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT'];
const HOSTS = ['localhost', 'localhost:9', '127.0.0.1', '0x7f.1', 'LOCALHOST.'];
const ODD_HOSTS = [
  '[::1]:80',
  'evil.example',
  'localhost.evil.example',
  '',
  'a b',
  'x@localhost',
  '[',
  '127.0.0.1.nip.example',
];
const NUMBERS = ['0', '1', '5', '499', '999', '1000', '4294967296', '9007199254740993', '9'.repeat(40), ''];
const ENCODINGS = ['br', 'gzip', 'br;q=0, gzip;q=0', '*', 'identity', ';;q=,', 'br;q=x', 'gzip, deflate, br, zstd'];

/** A request that some client could send by mistake or on purpose, from its line to its headers. */
export function oddRequest(dice: Dice): OddRequest {
  if (dice.number(20) === 0) return { bytes: noHttp(dice), aborted: false, droppable: true };
  const odd = (): boolean => dice.number(5) === 0;
  const method = odd() ? dice.one(ODD_METHODS) : 'GET';
  const host = dice.number(50) === 0 ? [] : [`Host: ${dice.one(odd() ? ODD_HOSTS : HOSTS)}`];
  const path = dice.one(odd() ? ODD_PATHS : PATHS);
  const more = [
    range(dice),
    `Accept-Encoding: ${dice.one(ENCODINGS)}`,
    condition(dice),
    'Expect: tea',
    'Upgrade: tea',
    'Content-Length: 9',
  ].filter((_, at) => dice.number([1, 2, 8][at] ?? 15) === 0);
  const bytes = requestOf(`${method} ${path} HTTP/${dice.one(['1.1', '1.1', '1.1', '1.0'])}`, ...host, ...more);
  return { bytes, aborted: dice.number(10) === 0, droppable: method === 'CONNECT' };
}

function range(dice: Dice): string {
  const spec = (): string =>
    dice.one([
      `${dice.one(NUMBERS)}-${dice.one(NUMBERS)}`,
      `-${dice.one(NUMBERS)}`,
      `${dice.one(NUMBERS)}-`,
      dice.one(NUMBERS),
      '5-2',
      'x-y',
      '--1',
      '',
    ]);
  const specs = Array.from({ length: dice.one([1, 1, 1, 1, 1, 2, 300]) }, spec).join(dice.one([',', ', ', ' ']));
  return `Range: ${dice.one(['bytes=', 'bytes=', 'bytes=', 'bytes=', 'Bytes=', 'lines=', 'bytes ', '='])}${specs}`;
}

function condition(dice: Dice): string {
  const name = dice.one(['If-None-Match', 'If-Match', 'If-Range', 'If-Modified-Since', 'If-Unmodified-Since']);
  return `${name}: ${dice.one(['*', '"x"', 'W/"x"', '"', '', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 01 Jan 2100 00:00:00 GMT', 'yesterday'])}`;
}

function noHttp(dice: Dice): string {
  return dice.one([
    `\r\n\r\n${requestOf('GET / HTTP/1.1', 'Host: localhost')}`,
    '\x16\x03\x01\x02\0\x01',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'BREW / HTTP/1.1\r\n\r\n',
    `GET / HTTP/1.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
    'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
    requestOf('GET / HTTP/1.1', 'Host: localhost', 'Host: localhost'),
  ]);
}
