import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';

import sirv from 'sirv';

import { runtimeConfig } from '../site/runtime-config.ts';
import { headersFor } from './headers.ts';

interface Options {
  /** Whether pages are cross-origin isolated: unless this site does without WebContainer. */
  isolated?: boolean;
}

/** A server of the built site in `folder`, not listening yet; compressed copies beside files are used. */
export function createSiteServer(
  folder: string,
  { isolated = runtimeConfig().webcontainer !== undefined }: Options = {},
): Server {
  const setHeaders = (response: ServerResponse, pathname: string): void => {
    for (const [name, value] of Object.entries(headersFor(pathname, { isolated }))) response.setHeader(name, value);
  };
  const answer = (response: ServerResponse, status: number, body: string | Buffer, type: string): void => {
    setHeaders(response, '');
    response.writeHead(status, { 'Content-Type': type }).end(body);
  };
  const notFound = join(folder, '404.html');
  const page = existsSync(notFound) ? readFileSync(notFound) : Buffer.from('Not found\n');
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders,
    onNoMatch: (_, response) => answer(response, 404, page, 'text/html;charset=utf-8'),
  });
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'GET' || request.method === 'HEAD') return files(request, response);
    response.setHeader('Allow', 'GET, HEAD');
    answer(response, 405, 'This site can only be read.\n', 'text/plain;charset=utf-8');
  });
}
