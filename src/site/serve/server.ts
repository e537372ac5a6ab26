import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';

import { runtimeConfig } from '../runtime-config.ts';
import { siteWith, type Beside } from './beside.ts';
import { siteHandler, type SiteOptions } from './handler.ts';
import { headersFor } from './headers.ts';

/** Milliseconds. A slow network needs seconds for a request's few bytes; what takes longer holds a connection on purpose. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};
/** Milliseconds in which nothing of an answer was taken. */
const STALLED = 60_000;

/** A certificate with those of its issuers, and its key, in PEM. */
export interface Tls {
  cert: string | Buffer;
  key: string | Buffer;
}

interface SiteServerOptions extends SiteOptions {
  tls?: Tls | undefined;
  /** What answers beside the files. */
  beside?: Beside | undefined;
}

/** A server of the built site in `folder`, not listening yet. */
export function createSiteServer(
  folder: string,
  { isolated = runtimeConfig().webcontainer !== undefined, hosts, tls, beside }: SiteServerOptions = {},
): Server {
  const files = siteHandler(folder, { isolated, hosts });
  return createHttpServer(beside ? siteWith(files, beside, { isolated, hosts }) : files, { isolated, tls });
}

interface HttpServerOptions extends Pick<SiteOptions, 'isolated'> {
  /** Others than ours, in milliseconds. */
  limits?: Partial<typeof LIMITS>;
  /** With it, the server speaks https, and says that it will for a year (RFC 6797, 6.1.1). */
  tls?: Tls | undefined;
}

/** A server that outlives whatever its clients do, not listening yet: bad requests, slow ones, too many at once. */
export function createHttpServer(
  handler: RequestListener,
  { isolated = true, limits, tls }: HttpServerOptions = {},
): Server {
  // Node's own answer to a missing Host would be without our headers.
  const options = { ...LIMITS, ...limits, requireHostHeader: false };
  const server = tls ? createTlsServer({ ...options, ...tls }, strictly(handler)) : createServer(options, handler);
  server.setTimeout(STALLED);
  server.on('checkExpectation', handler);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket as Socket, isolated));
  // Without descriptors, accept() fails. Those who wait come in as soon as others have left.
  server.on('error', () => {});
  return server;
}

function strictly(handler: RequestListener): RequestListener {
  return (request, response) => {
    response.setHeader('Strict-Transport-Security', 'max-age=31536000');
    handler(request, response);
  };
}

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is no HTTP, or came too slowly; after an earlier answer only by the end, which might fall into it. */
function refuse({ code }: NodeJS.ErrnoException, socket: Socket, isolated: boolean): void {
  if (!socket.writable || socket.bytesWritten > 0) return void socket.destroy();
  const headers = Object.entries({ ...headersFor('', { isolated }), 'Content-Length': 0, Connection: 'close' });
  const lines = [`HTTP/1.1 ${STATUS[code!] ?? '400 Bad Request'}`, ...headers.map(pair => pair.join(': ')), '', ''];
  socket.write(lines.join('\r\n'));
  socket.destroySoon();
}
