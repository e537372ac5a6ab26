import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { listen } from '../../src/site/serve/listen.ts';
import { createSiteServer } from '../../src/site/serve/server.ts';

/** What has gone over the network, compressed and with headers; the machine's apart. */
export type Bytes = Record<'page' | 'machine', number>;

export interface BuiltSite {
  /** Of its start page, with a slash at the end. */
  url: string;
  /** Sent so far, also of what is under way. */
  sent(): Bytes;
  close(): void;
}

/** Serves a built site, the folder `dist`, to this computer on a free port, and counts what it sends. */
export async function serveBuilt(dist: string): Promise<BuiltSite> {
  const server = createSiteServer(dist);
  const sent = countBytes(server);
  const port = await listen(server, { port: 0 });
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${port}/`, sent, close };
}

function countBytes(server: Server): () => Bytes {
  const done: Bytes = { page: 0, machine: 0 };
  const underWay = new Set<(total: Bytes) => void>();
  server.prependListener('request', ({ socket, url }: IncomingMessage, response: ServerResponse) => {
    const before = socket.bytesWritten;
    const addTo = (total: Bytes): void => {
      total[url?.startsWith('/machine/') ? 'machine' : 'page'] += socket.bytesWritten - before;
    };
    underWay.add(addTo);
    response.once('close', () => {
      underWay.delete(addTo);
      addTo(done);
    });
  });
  return () => {
    const total = { ...done };
    for (const addTo of underWay) addTo(total);
    return total;
  };
}
