import { expect, test } from 'vitest';

import { fieldsOf, untiled } from '../field.ts';
import { HttpConnection, type HttpMessage } from './connection.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Says this in pieces of so many bytes, then ends. */
function said(
  text: string,
  size = text.length,
  side: 'client' | 'server' = 'server',
  connection = new HttpConnection(),
): HttpMessage[] {
  const all = bytes(text);
  const messages: HttpMessage[] = [];
  for (let at = 0; at < all.length; at += size)
    messages.push(...connection.feed(side, all.subarray(at, at + size), []));
  messages.push(...connection.end(side));
  for (const { layer } of messages) expect(untiled(layer)).toBeUndefined();
  return messages;
}

const names = (messages: readonly HttpMessage[]) => messages.map(({ name }) => name);
const troubles = ([message]: readonly HttpMessage[]) =>
  fieldsOf(message!.layer.root).flatMap(({ trouble }) => trouble?.kind ?? []);
const values = ([message]: readonly HttpMessage[], field: string) =>
  fieldsOf(message!.layer.root)
    .filter(({ name }) => name === field)
    .map(({ value }) => value);

const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nDigest: x\r\n\r\n';

test.each([1, 2, 7, 1000])('chunks are put together from pieces of %i bytes', size => {
  const messages = said(`${CHUNKED}HTTP/1.1 204 No Content\r\n\r\n`, size);
  expect(names(messages)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 204 No Content']);
  expect(values(messages, 'chunk-data')).toEqual(['"hello"', '"!"']);
  expect(values(messages, 'chunk-ext')).toEqual(['";a=b"']);
  expect(troubles(messages)).toEqual([]);
});

test('requests one behind the other are several messages', () => {
  const messages = said('POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\n\r\n', 5, 'client');
  expect(names(messages)).toEqual(['POST /a HTTP/1.1', 'GET /b HTTP/1.1']);
});

test('an answer to HEAD has no content, whatever its length says', () => {
  const connection = new HttpConnection();
  said('HEAD / HTTP/1.1\r\n\r\n', 100, 'client', connection);
  const messages = said(
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n',
    11,
    'server',
    connection,
  );
  expect(names(messages)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 404 Not Found']);
});

test('an answer without a length ends with the connection', () => {
  expect(values(said('HTTP/1.0 200 OK\r\n\r\nall the rest', 4), 'content')).toEqual(['"all the rest"']);
});

test('what is missing or no chunk is told', () => {
  expect(troubles(said('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour'))).toEqual(['short']);
  expect(troubles(said('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'))).toEqual(['not-that']);
  expect(troubles(said('HTTP/1.1 200 OK\r\nno colon\r\n\r\n'))).toEqual(['not-that']);
});
