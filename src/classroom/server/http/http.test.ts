import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';

import { createLog } from '../log.ts';
import { cookieIn, setCookie } from './cookies.ts';
import { isOwnOrigin } from './origin.ts';
import { peerOf } from './proxy.ts';

describe('where a request comes from', () => {
  const from = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false) =>
    ({ socket: { remoteAddress, encrypted }, headers }) as unknown as IncomingMessage;
  const said = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9', 'x-forwarded-proto': 'https' };

  test('is the connection, whatever headers say, where no proxy is trusted', () => {
    expect(peerOf(from('198.51.100.7', said), [])).toEqual({ address: '198.51.100.7', secure: false });
    expect(peerOf(from('198.51.100.7', said), ['127.0.0.1'])).toEqual({ address: '198.51.100.7', secure: false });
    expect(peerOf(from('::1', {}, true), [])).toEqual({ address: '::1', secure: true });
  });

  test('is what the last trusted proxy says, not what a client has written before it', () => {
    expect(peerOf(from('::ffff:127.0.0.1', said), ['127.0.0.1'])).toEqual({ address: '203.0.113.9', secure: true });
    const twice = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.0.0.2' };
    expect(peerOf(from('10.0.0.1', twice), ['10.0.0.1', '10.0.0.2']).address).toBe('203.0.113.9');
  });

  test('is the proxy itself where it says nothing', () => {
    expect(peerOf(from('127.0.0.1'), ['127.0.0.1'])).toEqual({ address: '127.0.0.1', secure: false });
  });
});

test('a write is our own only by Sec-Fetch-Site, or over plain http by Origin', () => {
  const host = 'class.example:4321';
  const own = { host, origin: `http://${host}` };
  expect(isOwnOrigin(own, false)).toBe(true);
  expect(isOwnOrigin({ ...own, 'sec-fetch-site': 'same-origin' }, false)).toBe(true);
  expect(isOwnOrigin({ host, 'sec-fetch-site': 'same-origin' }, true)).toBe(true);
  for (const headers of [
    { host },
    { ...own, 'sec-fetch-site': 'same-site' },
    { ...own, 'sec-fetch-site': 'none' },
    { host, origin: 'null' },
    { host, origin: 'http://class.example' },
    { host, origin: 'http://class.example:4321.evil.example' },
  ])
    expect(isOwnOrigin(headers, false), JSON.stringify(headers)).toBe(false);
});

test('a cookie is kept from scripts and other sites, and from plain http where it was set by https', () => {
  const cookie = setCookie('__Host-class', 'x', { maxAge: 60, secure: true });
  expect(cookie).toBe('__Host-class=x; Path=/; Max-Age=60; SameSite=Lax; HttpOnly; Secure');
  expect(setCookie('class', 'x', { maxAge: 60, secure: false })).not.toContain('Secure');
  expect(cookieIn('a=1; class=x=y; b=2', 'class')).toBe('x=y');
  expect(cookieIn('myclass=x', 'class')).toBeUndefined();
});

test('a log has a line of JSON for each event, as much as was asked for', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  for (const amount of ['none', 'errors', 'all'] as const) {
    const log = createLog(amount, () => 0, write);
    log('info', amount);
    log('error', amount, { status: 500 });
  }
  expect(lines.map(line => JSON.parse(line) as object)).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'errors', status: 500 },
    { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'all' },
    { at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'all', status: 500 },
  ]);
});
