import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

import { siteHandler } from '../src/site/serve/handler.ts';
import { listen } from '../src/site/serve/listen.ts';

/** Pages that are being served for a test. */
export interface Site {
  /** Its origin, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** An address of this computer. */
  host?: string;
  /** Whether pages are cross-origin isolated. */
  isolated?: boolean;
  /** The folder of a machine image, for /machine/; without one there is none. */
  machine?: string;
  /** What answers at a path in place of a file. */
  answers?: Readonly<Record<string, RequestListener>>;
}

/** Browsers ask every page for it, and complain where it is missing. */
const NO_ICON: RequestListener = (_, response) => void response.writeHead(204).end();

/** Serves a folder of built pages over plain http as the site's own server does, under the policy that a page names. */
export async function serveFolder(folder: string, options: ServeOptions = {}): Promise<Site> {
  const { host = '127.0.0.1', isolated = false, machine } = options;
  const answers: ServeOptions['answers'] = { '/favicon.ico': NO_ICON, ...options.answers };
  const pages = siteHandler(folder, { isolated });
  const image = machine ? below('/machine', siteHandler(machine, { isolated })) : pages;
  const server = createServer((request, response) => {
    const files = request.url?.startsWith('/machine/') ? image : pages;
    (answers[request.url!] ?? files)(request, response);
  });
  const port = await listen(server, { host, port: 0 });
  return { url: `http://${host}:${port}`, close: () => end(server) };
}

/** The files of a folder at the paths that begin with `prefix`, which ends without a slash. */
function below(prefix: string, files: RequestListener): RequestListener {
  return (request, response) => {
    request.url = request.url!.slice(prefix.length);
    files(request, response);
  };
}

async function end(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
