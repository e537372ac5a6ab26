import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import { endedBy, rangeMayBe } from './conditions.ts';
import type { OpenFile } from './open-file.ts';
import { wantedRange, type ByteRange } from './range.ts';

interface Answer {
  headers: OutgoingHttpHeaders;
  /** 200 where conditions and ranges count; another for a page that is sent whole in any case. */
  status: number;
}

/**
 * Answers a GET or HEAD with an open file, under RFC 9110's rules for conditions (13) and ranges (14); what is sent is
 * what the file's size and tag said. Rejects when the client leaves or the file cannot be read; never closes the file.
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: OpenFile, answer: Answer) {
  const { status } = answer;
  const plain = status === 200;
  const headers = { ...answer.headers, ...(plain && validators(file)), Vary: 'Accept-Encoding' };
  const ended = plain ? endedBy(request.headers, file) : undefined;
  if (ended) return void response.writeHead(ended, headers).end();

  // RFC 9110, 14.2: a range of a HEAD is ignored.
  const asked =
    plain && request.method === 'GET' && rangeMayBe(request.headers, file) ? request.headers.range : undefined;
  const range = wantedRange(asked, file.size);
  if (range === 'none') {
    return void response
      .writeHead(416, { ...headers, 'Content-Range': `bytes */${file.size}`, 'Content-Length': 0 })
      .end();
  }
  const part = range === 'all' ? { first: 0, last: file.size - 1 } : range;
  const length = part.last - part.first + 1;
  response.writeHead(range === 'all' ? status : 206, {
    ...headers,
    ...(range !== 'all' && { 'Content-Range': `bytes ${part.first}-${part.last}/${file.size}` }),
    ...(file.coding && { 'Content-Encoding': file.coding }),
    'Content-Type': file.type,
    'Content-Length': length,
  });
  if (request.method === 'HEAD' || length === 0) return void response.end();
  await sendBytes(response, file, part);
}

function validators({ etag, modified }: OpenFile): OutgoingHttpHeaders {
  return { ETag: etag, 'Last-Modified': new Date(modified).toUTCString(), 'Accept-Ranges': 'bytes' };
}

async function sendBytes(response: ServerResponse, { handle }: OpenFile, { first, last }: ByteRange): Promise<void> {
  const bytes = handle.createReadStream({ start: first, end: last, autoClose: false });
  await pipeline(bytes, response, { end: false });
  // A file that has shrunk: only a broken connection tells the client that its length will not come.
  if (bytes.bytesRead < last - first + 1) response.destroy();
  else response.end();
}
