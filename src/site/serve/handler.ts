import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';

import { copiesFor } from './encoding.ts';
import { headersFor } from './headers.ts';
import { hostRefusal } from './hosts.ts';
import { openFile, pathIn, type OpenFile } from './open-file.ts';
import { pagePolicies } from './page-policy.ts';
import { sendFile } from './send-file.ts';

export interface SiteOptions {
  /** Whether pages are cross-origin isolated: unless this site does without WebContainer. */
  isolated?: boolean;
  /** Names that the site is reached by besides this computer's own; see hosts.ts. */
  hosts?: readonly string[];
}

/** The file system's errors that pass when others have closed their files. */
const BUSY = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/**
 * Answers requests with the files in `folder`; compressed copies beside them are used. It neither throws nor rejects:
 * what cannot be answered is 400, 404, 405, 421, 500 or 503, and what breaks off half-way ends that connection alone.
 */
export function siteHandler(folder: string, { isolated = true, hosts = [] }: SiteOptions = {}): RequestListener {
  const policyOf = pagePolicies();

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = hostRefusal(request, hosts);
    if (refusal) return say(response, isolated, refusal.status, refusal.text);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return say(response, isolated, 405, 'This site can only be read.\n', { Allow: 'GET, HEAD' });
    }
    const copies = copiesFor(request.headers['accept-encoding']?.toString());
    const path = pathIn(request.url ?? '');
    const found = path && (await openFile(folder, path, copies));
    if (found) return send(request, response, found, path);
    const page = (await openFile(folder, lostPage(path), copies)) ?? (await openFile(folder, '/404.html', copies));
    return page ? send(request, response, page) : say(response, isolated, 404, 'Not found.\n');
  };

  /** With no `path`, as the page that says that there is nothing. */
  const send = async (
    request: IncomingMessage,
    response: ServerResponse,
    file: OpenFile,
    path?: string,
  ): Promise<void> => {
    try {
      const headers = headersFor(path ?? '', { isolated, policy: await policyOf(path ?? '', file) });
      await sendFile(request, response, file, { headers, status: path === undefined ? 404 : 200 });
    } finally {
      await file.handle.close();
    }
  };

  return (request, response) => {
    // Its connection is gone then, and so is whom it could be told to.
    response.on('error', () => {});
    respond(request, response).catch((error: NodeJS.ErrnoException) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      if (BUSY.has(error.code!)) {
        // Closing frees a descriptor of ours.
        return say(response, isolated, 503, 'Too much at once. Try again in a moment.\n', {
          'Retry-After': '1',
          Connection: 'close',
        });
      }
      console.error(`${request.method} ${request.url}: ${error.message}`);
      say(response, isolated, 500, 'This file could not be read.\n');
    });
  };
}

/** The page for what is not there: that of the language in which it was looked for, where there is one. */
function lostPage(path = '/'): string {
  return `/${/^\/([a-z]{2})\//.exec(path)?.[1] ?? ''}/404/index.html`.replace('//', '/');
}

/** Answers with a sentence, under the headers of every answer. */
function say(
  response: ServerResponse,
  isolated: boolean,
  status: number,
  text: string,
  more: OutgoingHttpHeaders = {},
): void {
  const headers = { ...headersFor('', { isolated }), ...more };
  const body = { 'Content-Type': 'text/plain;charset=utf-8', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, { ...headers, ...body }).end(text);
}
