import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';

import { endedBy, rangeMayBe } from './conditions.ts';
import { copiesFor } from './encoding.ts';
import { hostRefusal, hostsFrom } from './hosts.ts';
import { pathIn } from './open-file.ts';
import { policyFor } from './policy.ts';
import { wantedRange } from './range.ts';

describe('a range of 1000 bytes (RFC 9110, 14)', () => {
  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=250-259', 250, 259],
    ['bytes=999-', 999, 999],
    ['bytes=-500', 500, 999],
    ['bytes=-5000', 0, 999],
    ['bytes=0-9007199254740993', 0, 999],
    [`bytes=5-${'9'.repeat(400)}`, 5, 999],
    ['BYTES=1-2', 1, 2],
    ['bytes=, 1-2 ,', 1, 2],
    ['bytes=2000-,1-2', 1, 2],
  ])('%s is one', (header, first, last) => {
    expect(wantedRange(header, 1000)).toEqual({ first, last });
  });

  test.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=,',
    'bytes=-',
    'bytes=5-2',
    'bytes=1-2,5-2',
    'bytes=x-5',
    'bytes=1-2-3',
    'bytes=--5',
    'bytes=+1-2',
    'bytes=1.5-2',
    'bytes=0x1-2',
    'bytes 1-2',
    'lines=1-2',
    'bytes=0-1,5-6',
    'bytes=1-2, bytes=3-4',
  ])('%s is ignored: malformed, another unit, or several', header => {
    expect(wantedRange(header, 1000)).toBe('all');
  });

  test.each([
    'bytes=1000-',
    'bytes=1000-1009',
    'bytes=9007199254740993-',
    'bytes=-0',
    `bytes=${'9'.repeat(400)}-`,
    'bytes=2000-,3000-3001',
  ])('%s has nothing to give', header => {
    expect(wantedRange(header, 1000)).toBe('none');
  });

  test('of an empty file is nothing, or all of it from its end', () => {
    expect(wantedRange('bytes=0-', 0)).toBe('none');
    expect(wantedRange('bytes=-5', 0)).toBe('all');
  });
});

describe('a condition (RFC 9110, 13)', () => {
  const now = { etag: '"a"', modified: Date.UTC(2026, 0, 2, 3, 4, 5) };
  const at = (seconds: number) => new Date(now.modified + 1000 * seconds).toUTCString();

  test.each([
    [{}, undefined],
    [{ 'if-none-match': '"a"' }, 304],
    [{ 'if-none-match': 'W/"a"' }, 304],
    [{ 'if-none-match': '"b", "a"' }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"b"' }, undefined],
    [{ 'if-none-match': 'a' }, undefined],
    [{ 'if-modified-since': at(0) }, 304],
    [{ 'if-modified-since': at(-1) }, undefined],
    [{ 'if-modified-since': 'soon' }, undefined],
    [{ 'if-modified-since': 'Friday, 02-Jan-26 03:04:05 GMT' }, 304],
    [{ 'if-modified-since': 'Fri Jan  2 03:04:05 2026' }, 304],
    [{ 'if-none-match': '"b"', 'if-modified-since': at(0) }, undefined],
    [{ 'if-match': '"a"' }, undefined],
    [{ 'if-match': '*' }, undefined],
    [{ 'if-match': '"b"' }, 412],
    [{ 'if-match': 'W/"a"' }, 412],
    [{ 'if-unmodified-since': at(0) }, undefined],
    [{ 'if-unmodified-since': at(-1) }, 412],
    [{ 'if-unmodified-since': 'soon' }, undefined],
    [{ 'if-match': '"a"', 'if-unmodified-since': at(-1) }, undefined],
  ])('%o ends with %s', (headers, status) => {
    expect(endedBy(headers, now)).toBe(status);
  });

  test.each([
    [{}, true],
    [{ 'if-range': '"a"' }, true],
    [{ 'if-range': at(0) }, true],
    [{ 'if-range': 'W/"a"' }, false],
    [{ 'if-range': '"b"' }, false],
    [{ 'if-range': at(1) }, false],
    [{ 'if-range': 'soon' }, false],
  ])('%o lets a range be one: %s', (headers, may) => {
    expect(rangeMayBe(headers, now)).toBe(may);
  });
});

describe('the compressed copies that a client takes (RFC 9110, 12.5.3)', () => {
  test.each([
    [undefined, []],
    ['', []],
    ['identity', []],
    ['br', ['br']],
    ['gzip, deflate, br, zstd', ['br', 'gzip']],
    ['GZIP', ['gzip']],
    ['br;q=0.5, gzip', ['gzip', 'br']],
    ['br;q=0, gzip;q=0', []],
    ['*', ['br', 'gzip']],
    ['*, br;q=0', ['gzip']],
    ['br;q=x', []],
    ['identity, br;q=0.1', []],
    ['brotli', []],
  ])('by %s', (header, codings) => {
    expect(copiesFor(header).map(({ coding }) => coding)).toEqual(codings);
  });
});

describe('a path in the site', () => {
  test.each([
    ['/', '/'],
    ['/en/about/?x#y', '/en/about/'],
    ['/a%20b', '/a b'],
    ['http://localhost:4321/x', '/x'],
    ['http://localhost', '/'],
    ['http://localhost?x', '/'],
    ['/%ED%95%9C', '/한'],
  ])('%s is %s', (target, path) => {
    expect(pathIn(target)).toBe(path);
  });

  test.each([
    '/../x',
    '/a/../x',
    '/%2e%2e/x',
    '/..%2fx',
    '/.git/config',
    '/./x',
    '//x',
    '/a//b',
    '/a%5c..%5cx',
    '/C:/x',
    '/%00',
    '/%',
    '/%zz',
    '/%ff',
    '*',
    'x',
    '',
    'http://localhost//x',
  ])('%s is none', target => {
    expect(pathIn(target)).toBeUndefined();
  });
});

describe('the host that a request is meant for', () => {
  const request = (host: string | string[] | undefined, { url = '/', httpVersion = '1.1' } = {}) =>
    ({
      headersDistinct: host === undefined ? {} : { host: [host].flat() },
      url,
      httpVersion,
    }) as unknown as IncomingMessage;
  const status = (
    host: string | string[] | undefined,
    options?: { url?: string; httpVersion?: string },
    others: string[] = [],
  ) => hostRefusal(request(host, options), others)?.status;
  const addresses = Object.values(networkInterfaces())
    .flat()
    .map(one => (one!.family === 'IPv6' ? `[${one!.address}]:80` : one!.address));

  test.each([
    'localhost',
    'LOCALHOST:4321',
    'localhost.',
    'class.localhost:80',
    '127.0.0.1',
    '127.1.2.3:4321',
    '[::1]:4321',
    '[0:0:0:0:0:0:0:1]',
    hostname(),
    `${hostname().split('.')[0]!.toUpperCase()}.local:4321`,
    ...addresses,
  ])('%s is this computer', host => {
    expect(status(host)).toBeUndefined();
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    'evillocalhost',
    '127.0.0.1.nip.example',
    '192.0.2.1',
    '[2001:db8::1]',
    '8.8.8.8',
  ])('%s is another (421), and the answer says what to set', host => {
    expect(status(host)).toBe(421);
    expect(hostRefusal(request(host), [])!.text).toContain(`HANDSHAKE_HOSTS=${host}`);
  });

  test.each(['', 'a b', 'user@localhost', 'localhost/x', '[', 'x$(y).example', 'a:b', '한\\'])(
    '"%s" is none (400)',
    host => {
      expect(status(host)).toBe(400);
    },
  );

  test('must be there once, but for HTTP/1.0, whose clients are no browsers', () => {
    expect(status(undefined)).toBe(400);
    expect(status(['localhost', 'localhost'])).toBe(400);
    expect(status(undefined, { httpVersion: '1.0' })).toBeUndefined();
    expect(status('evil.example', { httpVersion: '1.0' })).toBe(421);
  });

  test('stands in the target where that has one (RFC 9112, 3.2.2)', () => {
    expect(status('localhost', { url: 'http://evil.example/' })).toBe(421);
    expect(status('evil.example', { url: 'http://localhost:4321/' })).toBeUndefined();
  });

  test('may be a name that the environment gives', () => {
    const hosts = hostsFrom({ HANDSHAKE_HOSTS: 'class.example, 10.0.0.5,' });
    expect(hosts).toEqual(['class.example', '10.0.0.5']);
    for (const host of ['class.example:4321', 'CLASS.example.', '10.0.0.5'])
      expect(status(host, {}, hosts), host).toBeUndefined();
    expect(status('other.class.example', {}, hosts)).toBe(421);
    expect(hostsFrom({})).toEqual([]);
    expect(() => hostsFrom({ HANDSHAKE_HOSTS: 'http://class.example/' })).toThrow('leave out http:// and paths');
  });
});

describe('the policy', () => {
  test('of a page is its own, and that nothing may frame it', () => {
    const page = `<head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'self'; script-src 'sha256-x';">`;
    expect(policyFor(page)).toBe("default-src 'self'; script-src 'sha256-x'; frame-ancestors 'none'");
  });

  test("of everything else has no script but the site's own files", () => {
    expect(policyFor()).toMatch(
      /^default-src 'self'; .*script-src 'self' 'wasm-unsafe-eval'; .*frame-ancestors 'none'$/,
    );
    expect(policyFor('<p>a page without one')).toBe(policyFor());
  });
});
