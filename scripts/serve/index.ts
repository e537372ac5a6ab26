import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';

import { inProject } from '../../src/project.server.ts';
import { hostsFrom } from '../../src/site/serve/hosts.ts';
import { addresses, listen, listenOptionsFrom, type ListenOptions } from '../../src/site/serve/listen.ts';
import { createSiteServer } from '../../src/site/serve/server.ts';
import { announce } from './announce.ts';
import type { ServedClass } from './class.ts';
import { tlsFrom } from './tls.ts';

/** Ms that those who are being answered get when the server is to end. */
const GRACE = 5000;

/** Serves `dist/` until ctrl-C, and a class beside it where one is given; prints where, the address to open last. */
export async function serve(
  options: ListenOptions = listenOptionsFrom(process.env),
  klass?: ServedClass,
): Promise<void> {
  const folder = inProject('dist');
  if (!existsSync(join(folder, 'index.html'))) throw new Error('dist/ holds no site yet; build it: npm run build');
  const hosts = hostsFrom(process.env);
  const tls = tlsFrom(process.env);
  const server = createSiteServer(folder, {
    hosts: options.host ? [options.host, ...hosts] : hosts,
    tls,
    beside: klass?.beside,
  });
  const port = await listen(server, options).catch(async error => {
    klass?.quiet();
    await klass?.close();
    throw error;
  });
  endOnSignal(server, klass);
  const at = addresses(options, port, undefined, tls ? 'https' : 'http');
  klass?.reachedAt(at[1]);
  announce(at, klass);
}

function endOnSignal(server: Server, klass: ServedClass | undefined): void {
  let ending = false;
  const end = (): void => {
    if (ending || !klass) return server.closeAllConnections();
    ending = true;
    klass.quiet();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.close();
      end();
    });
  }
  server.once('close', () => void klass?.close());
}

if (import.meta.main) {
  try {
    await serve();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
